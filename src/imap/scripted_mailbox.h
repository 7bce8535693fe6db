// An IMAP server for tests, on a port of this machine, with the mails that a test puts into its folders. It writes down what it
// was told, and gives whole mails to whoever asks for them.
#pragma once

#include <sys/socket.h>

#include <map>
#include <mutex>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "outward/loopback_server.h"

namespace baton::imap {

struct ScriptedFolder {
  std::string marks = {};
  std::int64_t uid_validity = 7;
  std::vector<std::pair<std::int64_t, std::string>> mails = {};  // uid, header
};

class ScriptedMailbox {
 public:
  int port() const { return server_.port(); }
  template <class F>
  void Change(F&& change) {
    const std::lock_guard lock(mutex_);
    change(folders_);
  }
  void Refuse(std::string word) {
    const std::lock_guard lock(mutex_);
    refused_ = std::move(word);
  }
  std::vector<std::string> heard() const {
    const std::lock_guard lock(mutex_);
    return heard_;
  }
  void Forget() {
    const std::lock_guard lock(mutex_);
    heard_.clear();
  }

 private:
  static void Say(int client, const std::string& line) {
    const std::string bytes = line + "\r\n";
    (void)::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }
  static std::string Hear(int client) {
    std::string heard;
    for (char byte = 0; !heard.ends_with("\r\n"); heard += byte) {
      if (::recv(client, &byte, 1, 0) != 1) return {};
    }
    return heard.substr(0, heard.size() - 2);
  }

  static std::int64_t NextUid(const ScriptedFolder& folder) {
    return folder.mails.empty() ? 1 : folder.mails.back().first + 1;
  }
  // "3" or "3:9" or "3,5:6"
  static bool IsIn(std::int64_t uid, const std::string& set) {
    std::istringstream parts(set);
    for (std::string part; std::getline(parts, part, ',');) {
      const auto colon = part.find(':');
      const std::int64_t from = std::stoll(part);
      const std::int64_t to = colon == std::string::npos ? from : std::stoll(part.substr(colon + 1));
      if (uid >= from && uid <= to) return true;
    }
    return false;
  }

  void Answer(int client, const std::string& command, std::string& open) {
    const ScriptedFolder& folder = folders_[open];
    if (command.starts_with("EXAMINE")) {
      open = command.substr(9, command.size() - 10);
      Say(client, "* " + std::to_string(folders_[open].mails.size()) + " EXISTS");
      Say(client, "* OK [UIDVALIDITY " + std::to_string(folders_[open].uid_validity) + "] valid");
      Say(client, "* OK [UIDNEXT " + std::to_string(NextUid(folders_[open])) + "] next");
    } else if (command.starts_with("CAPABILITY")) {
      Say(client, "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR");
    } else if (command.starts_with("LIST")) {
      for (const auto& [name, one] : folders_)
        Say(client, "* LIST (" + one.marks + ") \"/\" \"" + name + "\"");
    } else if (command.starts_with("UID SEARCH UID ")) {
      std::string found = "* SEARCH";
      const std::string rest = command.substr(15);
      for (const auto& [uid, header] : folder.mails)
        if (IsIn(uid, rest.substr(0, rest.find(' ')))) found += ' ' + std::to_string(uid);
      Say(client, found);
    } else if (command.starts_with("UID FETCH ")) {
      const std::string rest = command.substr(10);
      for (const auto& [uid, header] : folder.mails) {
        if (!IsIn(uid, rest.substr(0, rest.find(' ')))) continue;
        Say(client, "* 9 FETCH (FLAGS (\\Recent))");  // unasked for
        Say(client, "* 1 FETCH (UID " + std::to_string(uid) + " BODY[HEADER.FIELDS (\"FROM\" \"TO\")]<0> {" +
                        std::to_string(header.size()) + "}");
        Say(client, header + ")");
      }
    }
  }

  void Talk(int client) {
    Say(client, "* OK here");
    std::string open;
    for (std::string line; !(line = Hear(client)).empty();) {
      const std::lock_guard lock(mutex_);
      const std::string tag = line.substr(0, line.find(' '));
      const std::string command = line.substr(tag.size() + 1);
      heard_.push_back(command);
      if (!refused_.empty() && command.starts_with(refused_)) {
        Say(client, tag + " NO [REFUSED] not here");
        continue;
      }
      Answer(client, command, open);
      Say(client, tag + " OK done");
      if (command.starts_with("LOGOUT")) return;
    }
  }

  mutable std::mutex mutex_;  // of the three that follow
  std::map<std::string, ScriptedFolder> folders_;
  std::string refused_;
  std::vector<std::string> heard_;
  outward::LoopbackServer server_{[this](int client) { Talk(client); }};  // last: it goes first
};

}  // namespace baton::imap
