#include "traffic/traffic_views.h"

#include <algorithm>
#include <unordered_map>

#include "book/directory.h"
#include "book/visibility.h"

namespace baton::traffic {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::int64_t kMostSources = 50;

struct Colleague {
  Id account_id;
  std::string email_fold;
};
BOOST_DESCRIBE_STRUCT(Colleague, (), (account_id, email_fold))

// Accounts in the scope by the domains of their contacts' addresses. A domain that several have is nobody's.
std::unordered_map<std::string, Id> AccountsOf(db::Connection& connection, const access::Scope& scope,
                                               const std::vector<Stranger>& strangers) {
  std::unordered_map<std::string, Id> accounts;
  for (const Stranger& one : strangers) {
    const std::string domain(DomainOf(one.email));
    if (!IsFreeMail(domain)) accounts[domain] = Id{};
  }
  if (accounts.empty()) return accounts;
  std::unordered_map<std::string, bool> is_shared;
  connection.ForEach<Colleague>(
      "SELECT contact.account_id, contact.email_fold FROM contact JOIN account ON account.org_id = "
      "contact.org_id AND account.id = contact.account_id WHERE contact.org_id = $1 AND contact.email_fold "
      "IS "
      "NOT NULL AND contact.deleted_at IS NULL AND account.deleted_at IS NULL AND " +
          book::VisibleAccounts(scope, "account.id"),
      [&](Colleague&& one) {
        const auto found = accounts.find(std::string(DomainOf(one.email_fold)));
        if (found == accounts.end()) return;
        if (found->second && found->second != one.account_id) is_shared[found->first] = true;
        found->second = one.account_id;
      },
      scope.org_id, scope.person_id);
  for (const auto& [domain, shared] : is_shared) accounts[domain] = Id{};
  return accounts;
}

std::vector<StrangerView> ViewOf(db::Connection& connection, const access::Scope& scope,
                                 const std::vector<Stranger>& strangers) {
  const auto accounts = AccountsOf(connection, scope, strangers);
  std::vector<Id> ids;
  for (const auto& [domain, id] : accounts) {
    if (id) ids.push_back(id);
  }
  const auto refs = book::FindAccountRefs(connection, scope.org_id, ids);
  std::vector<StrangerView> views;
  for (const Stranger& one : strangers) {
    StrangerView view{one.email, one.name, one.wrote, one.written_to, one.last_at, {}};
    const auto account = accounts.find(std::string(DomainOf(one.email)));
    const auto ref = account == accounts.end() ? refs.end() : refs.find(account->second);
    if (ref != refs.end()) view.account = ref->second;
    views.push_back(std::move(view));
  }
  return views;
}

std::string NameOf(const std::vector<FileToLook>& files) {
  std::string name = files.front().name.substr(0, kLongestName);
  if (files.size() > 1) name += " +" + std::to_string(files.size() - 1);
  return name;
}

}  // namespace

TallyView ViewOf(const Tally& tally) {
  TallyView view{tally.read, tally.kept, tally.touches, tally.first_at, tally.last_at, {}};
  for (std::size_t i = 0; i < kReasons; ++i) {
    if (tally.left_out[i] == 0) continue;
    const auto reason = static_cast<LeftOut>(i);
    view.left_out.push_back({reason, tally.left_out[i]});
  }
  std::ranges::stable_sort(view.left_out, std::greater<>(), &LeftOutView::mails);
  return view;
}

PreviewView ViewOf(db::Connection& connection, const access::Scope& scope, const Survey& survey) {
  PreviewView view{
      ViewOf(survey.tally), survey.contacts, ViewOf(connection, scope, survey.strangers), {}, {}};
  for (const SharedAddress& one : survey.shared) {
    SharedView shared{one.email, one.mails, {}};
    for (const Id id : one.contacts) {
      if (const auto contact = book::FindContact(connection, scope, id))
        shared.contacts.push_back({contact->id, contact->name});
    }
    view.shared.push_back(std::move(shared));
  }
  for (const MaybeOwn& one : survey.maybe_own) view.maybe_own.push_back({one.email, one.mails});
  return view;
}

Result<MailSource> LookAt(
    const Look& look, const std::vector<FileToLook>& files,
    const std::function<MailSource(const std::function<MailSource(action::Action&)>&)>& write) {
  if (files.empty()) return Fail(Kind::invalid, "problem.mailbox.not_mail");
  if (std::ssize(FindSources(*look.database.Read(), look.place.org_id, look.person_id)) >= kMostSources)
    return Fail(Kind::conflict, "problem.mail_source.too_many", {{"limit", kMostSources}});
  const Id id = look.database.NewId();
  std::optional<Problem> problem;
  bool is_read = false;
  bool is_stopped = false;
  {
    Spool spool(look.place, id, look.now);
    const auto take = [&](const format::mime::ReadOne& one) {
      spool.Take(one);
      is_stopped = look.should_stop && look.should_stop();
      return !is_stopped;
    };
    std::int64_t before = 0;
    for (const FileToLook& file : files) {
      std::int64_t bytes = 0;
      const auto read = format::mailbox::ReadMailbox(file.path, take, [&](std::int64_t so_far) {
        bytes = so_far;
        if (look.told) look.told(before + bytes);
      });
      before += bytes;
      is_read = is_read || read.has_value();
      if (is_stopped) break;
      if (read) continue;
      problem = read.error();
      const bool is_cut = read.error().kind == Kind::too_large;
      spool.Take(tl::unexpected(is_cut ? format::mime::Refusal::cut : format::mime::Refusal::not_mail));
    }
    if (is_stopped) return Fail(Kind::conflict, "problem.mail_source.stopped");
    if (!is_read) return Fail(*problem);
    spool.Close();
  }
  try {
    MailSource looked{.org_id = look.place.org_id, .id = id, .version = 1, .person_id = look.person_id};
    const Survey survey = SurveyOf(*look.database.Read(), look.place, looked, look.now).value();
    return write([&](action::Action& action) {
      const MailSource source = AddSource(
          action, {.person_id = look.person_id, .kind = SourceKind::file, .name = NameOf(files), .id = id});
      EndLooking(action.tx(), source, survey.tally, look.now);
      return *FindSourceOf(action.tx(), source.org_id, source.id);
    });
  } catch (...) {
    RemoveSpool(look.place, id);
    throw;
  }
}

}  // namespace baton::traffic
