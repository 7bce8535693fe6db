#include "client/page.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <kainjow/mustache.hpp>

#include "base/check.h"
#include "base/noon.h"
#include "client/compiled.h"
#include "people/first_name.h"

namespace baton::client {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

constexpr std::string_view kSansFont = "instrument-sans-latin-wght-normal-";
constexpr std::string_view kSerifFont = "newsreader-latin-wght-normal-";

std::string FontFace(std::string_view family, std::string_view weights, const std::string& path) {
  if (path.empty()) return "";
  return "@font-face{font-family:\"" + std::string(family) + "\";src:url(" + path +
         ") format(\"woff2\");font-weight:" + std::string(weights) + ";font-display:swap}\n";
}

std::string Sha256Base64(std::string_view text) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)> out{};
  sodium_bin2base64(out.data(), out.size(), hash.data(), hash.size(), sodium_base64_VARIANT_ORIGINAL);
  return out.data();
}

std::string Render(const data& values) {
  mustache frame{std::string(CompiledTemplate())};
  Check(frame.is_valid(), frame.error_message().c_str());
  return frame.render(values);
}

// Makes the values of the template out of the facts; says everything in the contact's language.
class Writer {
 public:
  Writer(const PageFacts& facts, const words::Catalogue& catalogue) : facts_(facts), catalogue_(catalogue) {
    arguments_ = {{"account", facts.account},
                  {"contact", facts.contact},
                  {"first", people::FirstName(facts.successor.name)},
                  {"former", facts.former ? facts.former->name : std::string()},
                  {"former_first", facts.former ? people::FirstName(facts.former->name) : std::string()},
                  {"organization", facts.organization},
                  {"successor", facts.successor.name}};
  }

  std::string Say(const std::string& key, const Arguments& more = {}) const {
    Arguments arguments = arguments_;
    for (const auto& [name, value] : more) arguments.insert_or_assign(name, value);
    return catalogue_.Say({key, std::move(arguments)}, facts_.language);
  }
  std::string SayOn(const std::string& key, Day day) const { return Say(key, {{"on", NoonOf(day)}}); }

  data PersonData(const PagePerson& person) const {
    data out;
    out.set("name", person.name);
    out.set("first", people::FirstName(person.name));
    if (!person.title.empty()) out.set("role", person.title);
    out.set("initials", people::Initials(person.name));
    if (!person.picture.empty()) out.set("picture", person.picture);
    if (const std::string link = PhoneLink(person.phone); !link.empty()) {
      out.set("phone", person.phone);
      out.set("phone_link", link);
      out.set("call", Say("client.page.call", {{"name", people::FirstName(person.name)}}));
    }
    if (!person.email.empty()) {
      out.set("email", person.email);
      out.set("email_link", MailLink(person.email));
      out.set("write", Say("client.page.write", {{"name", people::FirstName(person.name)}}));
    }
    return out;
  }

  void AddHead(data& out) const {
    out.set("title", Say("client.page.title"));
    out.set("organization", facts_.organization);
    out.set("greeting", Say("client.page.greeting"));
    const std::string now = facts_.since ? "client.page.headline_now" : "client.page.headline_soon";
    out.set("headline", Say(now));
    if (facts_.since) {
      out.set("when", SayOn("client.page.since", *facts_.since));
    } else if (facts_.week_on) {
      out.set("when", SayOn("client.page.week", *facts_.week_on));
    }
    out.set("successor", PersonData(facts_.successor));
    out.set("your_contact", Say("client.page.your_contact"));
    if (!facts_.former) return;
    out.set("former", PersonData(*facts_.former));
    out.set("introduced", Say("client.page.introduced"));
    out.set("reach", Reach());
  }

  std::string Reach() const {
    return facts_.reach_until ? SayOn("client.page.reach_until", *facts_.reach_until)
                              : Say("client.page.reach");
  }

  void AddWords(data& out) const {
    out.set("changes_title", Say("client.page.changes"));
    data changes{data::type::list};
    for (const char* key : {"client.page.change_call", "client.page.change_meet"})
      changes << data("text", Say(key));
    out.set("changes", changes);
    out.set("stays_title", Say("client.page.stays"));
    data stays{data::type::list};
    for (const char* key : {"client.page.stay_agreed", "client.page.stay_running"})
      stays << data("text", Say(key));
    if (facts_.former) stays << data("text", Reach());
    out.set("stays", stays);

    out.set("burns_title", Say("client.page.burns"));
    out.set("burns", Say(PhoneLink(facts_.successor.phone).empty() ? "client.page.burns_write"
                                                                   : "client.page.burns_first"));
    if (facts_.former && (!facts_.former->phone.empty() || !facts_.former->email.empty())) {
      out.set("burns_then", Say("client.page.burns_then"));
    }
    AddNext(out);
    out.set("footer", Say("client.page.footer", {{"on", NoonOf(facts_.works_until)}}));
    out.set("not_you", Say("client.page.not_you"));
  }

  void AddNext(data& out) const {
    std::string next;
    if (facts_.meeting) {
      const PageMeeting& meeting = *facts_.meeting;
      const Message when{"client.page.next_meeting",
                         {{"at", meeting.starts_at.milliseconds},
                          {"first", people::FirstName(facts_.successor.name)},
                          {"place", meeting.place.empty() ? std::string("none") : meeting.place},
                          {"zone", meeting.zone_text}}};
      next = catalogue_.Say(when, facts_.language, meeting.zone);
    } else if (facts_.week_on && !facts_.since) {
      next = SayOn(facts_.former ? "client.page.next_three" : "client.page.next_two", *facts_.week_on);
    }
    if (next.empty()) return;
    out.set("next_title", Say("client.page.next"));
    out.set("next", next);
  }

  void AddAnswer(data& out) const {
    if (!facts_.answer) return;
    const PageAnswer& answer = *facts_.answer;
    data said;
    said.set("title", Say("client.page.thanks", {{"name", people::FirstName(facts_.contact)}}));
    const Arguments when{{"at", answer.at.milliseconds}, {"wanted", answer.wanted}};
    const auto both = [&](const char* with_former, const char* without) {
      return Say(facts_.former ? with_former : without, when);
    };
    switch (answer.kind) {
      case AnswerKind::accept:
        said.set("what", Say("client.page.said_accept"));
        said.set("then", both("client.page.then_accept", "client.page.then_accept_two"));
        break;
      case AnswerKind::question:
        said.set("what", Say("client.page.said_question"));
        said.set("then", both("client.page.then_question", "client.page.then_question_two"));
        break;
      case AnswerKind::other:
        said.set("what", answer.wanted.empty() ? Say("client.page.said_other")
                                               : Say("client.page.said_wanted", when));
        said.set("then", both("client.page.then_other", "client.page.then_other_two"));
        break;
    }
    if (!answer.text.empty()) said.set("text", answer.text);
    out.set("said", said);
  }

  void AddForm(data& out, const std::optional<PageForm>& form) const {
    if (!facts_.may_answer) {
      out.set("enough", Say("client.page.enough"));
      return;
    }
    if (!facts_.answer) out.set("jump", Say("client.page.jump"));
    data asked;
    asked.set("limit", std::to_string(kMostCharacters));
    asked.set("title", Say(facts_.answer ? "client.page.again" : "client.page.ask"));
    if (!facts_.answer || facts_.answer->kind != AnswerKind::accept) {
      asked.set("accept", Say("client.page.accept"));
    }
    asked.set("question", Say("client.page.question"));
    asked.set("question_label", Say("client.page.question_label"));
    asked.set("question_send", Say("client.page.question_send"));
    asked.set("other", Say("client.page.other"));
    asked.set("other_lead", Say(facts_.former ? "client.page.other_lead" : "client.page.other_lead_two"));
    asked.set("other_who", Say("client.page.other_who"));
    asked.set("other_label", Say("client.page.other_label"));
    asked.set("other_send", Say("client.page.other_send"));
    AddCandidates(asked, form);
    if (form) AddFault(asked, *form);
    out.set("asked", asked);
  }

 private:
  void AddCandidates(data& asked, const std::optional<PageForm>& form) const {
    if (facts_.candidates.empty()) return;
    data list{data::type::list};
    for (const PagePerson& person : facts_.candidates) {
      data one = PersonData(person);
      one.set("id", ToString(person.id));
      one.set("is_chosen", form && form->wanted_person_id == person.id);
      list << one;
    }
    asked.set("has_candidates", true);
    asked.set("candidates", list);
    asked.set("somebody_else", Say("client.page.somebody_else"));
    asked.set("is_nobody_chosen", !form || !form->wanted_person_id);
  }

  void AddFault(data& asked, const PageForm& form) const {
    const std::string which = form.kind == AnswerKind::other ? "other" : "question";
    asked.set(which + "_open", true);
    asked.set(which + "_text", form.text);
    asked.set(which + "_fault", catalogue_.Say(form.fault, facts_.language));
  }

  const PageFacts& facts_;
  const words::Catalogue& catalogue_;
  Arguments arguments_;
};

data Frame(const std::string& language, const PageStyle& style) {
  data out;
  out.set("language", language);
  out.set("style", style.css);
  return out;
}

}  // namespace

Fonts FindFonts(const std::string& web_folder) {
  Fonts fonts;
  if (web_folder.empty()) return fonts;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(web_folder + "/assets", error)) {
    const std::string name = entry.path().filename();
    const bool is_plain = std::ranges::all_of(name, [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
             c == '_' || c == '.';
    });
    if (!is_plain || !name.ends_with(".woff2")) continue;
    if (name.starts_with(kSansFont)) fonts.sans = "/assets/" + name;
    if (name.starts_with(kSerifFont)) fonts.serif = "/assets/" + name;
  }
  return fonts;
}

PageStyle MakeStyle(const Fonts& fonts) {
  PageStyle style;
  style.css = FontFace("Instrument Sans", "400 700", fonts.sans) +
              FontFace("Newsreader", "200 800", fonts.serif) + std::string(CompiledStyle());
  style.policy = "default-src 'none'; style-src 'sha256-" + Sha256Base64(style.css) +
                 "'; font-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors "
                 "'none'";
  return style;
}

std::string WritePage(const PageFacts& facts, const std::optional<PageForm>& form,
                      const words::Catalogue& catalogue, const PageStyle& style) {
  const Writer writer(facts, catalogue);
  data page = Frame(facts.language, style);
  data body;
  writer.AddHead(page);
  writer.AddWords(body);
  writer.AddAnswer(body);
  writer.AddForm(body, form);
  page.set("page", body);
  return Render(page);
}

std::string WriteWord(const Message& title, const Message& text, const std::string& language,
                      const words::Catalogue& catalogue, const PageStyle& style) {
  data page = Frame(language, style);
  data word;
  page.set("title", catalogue.Say(title, language));
  word.set("heading", catalogue.Say(title, language));
  word.set("text", catalogue.Say(text, language));
  page.set("word", word);
  return Render(page);
}

std::string PhoneLink(std::string_view phone) {
  std::string digits;
  for (const char c : phone) {
    if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) digits += c;
  }
  return digits.find_first_of("0123456789") == std::string::npos ? "" : "tel:" + digits;
}

std::string MailLink(std::string_view email) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string link = "mailto:";
  for (const char c : email) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                          std::string_view("@.-_").find(c) != std::string_view::npos;
    if (is_plain) {
      link += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    link.append({'%', kHex[byte >> 4], kHex[byte & 15]});
  }
  return link;
}

}  // namespace baton::client
