// One account in full, its opportunities and activities, and the sums of a book.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/check.h"
#include "base/zone.h"
#include "book/account_rows.h"
#include "book/account_rules.h"
#include "book/account_store.h"
#include "book/load.h"
#include "book/own_meetings.h"
#include "book/planning_rates.h"
#include "book/sources.h"
#include "book/summaries.h"
#include "book/visibility.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::book {
namespace {

struct HandoffRow {
  Id id;
  std::int64_t version = 0;
  Id from_id;
  Id to_id;
  std::string stage;
  std::optional<Day> introduction_on;
};
BOOST_DESCRIBE_STRUCT(HandoffRow, (), (id, version, from_id, to_id, stage, introduction_on))

struct AttendanceRow {
  Id activity_id;
  std::optional<Id> person_id;
  std::optional<Id> contact_id;
};
BOOST_DESCRIBE_STRUCT(AttendanceRow, (), (activity_id, person_id, contact_id))

struct ActivityRow {
  Id id;
  ActivityKind kind = ActivityKind::meeting;
  std::string subject;
  Instant starts_at;
  std::int32_t minutes = 0;
  bool is_done = false;
};
BOOST_DESCRIBE_STRUCT(ActivityRow, (), (id, kind, subject, starts_at, minutes, is_done))

struct OpportunityRow {
  Id id;
  std::int64_t version = 0;
  std::string name;
  std::optional<Id> stage_id;
  std::optional<std::string> stage_name;
  std::optional<StageCategory> stage_category;
  OpportunityStatus status = OpportunityStatus::open;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
  std::optional<Id> product_id;
  std::optional<std::string> product_name;
  std::optional<Id> owner_id;
  std::optional<Day> opened_on;
  std::optional<Day> closes_on;
  std::string next_step;
};
BOOST_DESCRIBE_STRUCT(OpportunityRow, (),
                      (id, version, name, stage_id, stage_name, stage_category, status, amount_minor,
                       currency, product_id, product_name, owner_id, opened_on, closes_on, next_step))

people::PersonRef RefOf(const std::unordered_map<Id, people::PersonRef>& people, Id id) {
  const auto found = people.find(id);
  return found == people.end() ? people::PersonRef{.id = id, .name = ""} : found->second;
}

void AddPeople(db::Connection& connection, Id org_id, const ShownAccount& account, AccountView& view) {
  const auto intervals = connection.Query<Ownership>(
      "SELECT org_id, id, version, account_id, person_id, from_at, to_at FROM ownership "
      "WHERE org_id = $1 AND account_id = $2 ORDER BY from_at DESC, id DESC",
      org_id, account.id);
  const auto handoff = connection.QueryOne<HandoffRow>(
      "SELECT id, version, from_id, to_id, stage, introduction_on FROM handoff "
      "WHERE org_id = $1 AND account_id = $2 AND ended_at IS NULL",
      org_id, account.id);
  std::vector<Id> ids;
  for (const Ownership& interval : intervals) ids.push_back(interval.person_id);
  if (handoff) ids.insert(ids.end(), {handoff->from_id, handoff->to_id});
  const auto people = people::FindRefs(connection, org_id, ids);

  for (const Ownership& interval : intervals) {
    view.ownership.push_back({RefOf(people, interval.person_id), interval.from_at, interval.to_at});
  }
  if (handoff) {
    view.handoff = AccountHandoff{handoff->id,
                                  handoff->version,
                                  RefOf(people, handoff->from_id),
                                  RefOf(people, handoff->to_id),
                                  handoff->stage,
                                  handoff->introduction_on};
  }
}

}  // namespace

BookContext ContextOf(db::Connection& connection, Id org_id, Instant now) {
  const auto organization = people::FindOrganization(connection, org_id);
  Check(organization.has_value(), "the caller's organization exists");
  return {now, DayIn(now, organization->time_zone), organization->currency};
}

std::optional<AccountView> ViewAccount(db::Connection& connection, const access::Scope& scope, Id id,
                                       const BookContext& context) {
  if (!FindAccount(connection, scope, id)) return std::nullopt;
  const Id org_id = scope.org_id;
  const db::IdList one(std::vector{id});
  const auto accounts = FindShownAccounts(connection, org_id, one);
  if (accounts.empty()) return std::nullopt;
  const ShownAccount& account = accounts.front();
  const RowFacts facts = GatherRowFacts(connection, org_id, std::span(&id, 1), context.now, context.today);

  AccountView view;
  static_cast<AccountRow&>(view) = ToRow(account, facts, PeopleOf(connection, org_id, accounts, facts));
  view.segment = account.segment;
  view.territory = account.territory;
  view.country = account.country;
  view.language = account.language;
  view.phone = account.phone;
  view.website = account.website;
  for (const Contact& contact : FindContacts(connection, org_id, id))
    view.contacts.push_back(ToView(contact));
  const auto minutes = FindMinutes(connection, org_id, one, LoadSince(context.now), context.now);
  const Load load = LoadOf({.stated_minutes = account.load_minutes,
                            .open_deals = view.open_deals,
                            .contacts = std::ssize(view.contacts),
                            .minutes_with_client = minutes.contains(id) ? minutes.at(id) : 0},
                           LoadRatesOf(connection, org_id));
  view.load_minutes = static_cast<std::int32_t>(load.minutes);
  view.load_is_estimated = load.is_estimated;
  AddPeople(connection, org_id, account, view);
  for (Source& source : FindSources(connection, org_id, "account", std::span(&id, 1))) {
    view.sources.push_back({std::move(source.source), std::move(source.external_id)});
  }
  return view;
}

namespace {

// Of these owners, or of everybody.
std::vector<Id> FindOwned(db::Connection& connection, const access::Scope& scope,
                          std::span<const Id> owners) {
  if (owners.empty()) {
    return connection.Query<Id>(fmt::format("SELECT account.id FROM account WHERE account.org_id = $1 "
                                            "AND $2 = $2 AND account.deleted_at IS NULL AND {} "
                                            "ORDER BY account.id LIMIT {}",
                                            VisibleAccounts(scope, "account.id"), kSummarizedAtMost + 1),
                                scope.org_id, scope.person_id);
  }
  return connection.Query<Id>(
      fmt::format(
          "SELECT account.id FROM ownership JOIN account ON account.org_id = ownership.org_id "
          "AND account.id = ownership.account_id "
          "WHERE ownership.org_id = $1 AND ownership.person_id IN baton_list($3) AND ownership.to_at IS NULL "
          "AND account.deleted_at IS NULL AND {} ORDER BY account.id",
          VisibleAccounts(scope, "account.id")),
      scope.org_id, scope.person_id, db::IdList(owners));
}

class Summing {
 public:
  explicit Summing(const std::string& currency) { summary_.currency = currency; }

  // `known`: none: nobody is known to know it. Whoever owns it is taken to.
  void Add(const ShownAccount& account, std::optional<std::int64_t> revenue, const KnownTo* known) {
    const bool is_only_owners =
        !known || (known->people.size() == 1 && known->people.front().person_id == account.owner_id);
    ++summary_.accounts;
    if (!known) ++summary_.unknown;
    if (is_only_owners) ++summary_.only_me;
    if (!revenue) return;
    if (account.currency != summary_.currency) {
      ++summary_.without_rate;
      others_[account.currency] += *revenue;
      return;
    }
    summary_.revenue_minor += *revenue;
    if (is_only_owners) summary_.only_me_minor += *revenue;
  }

  BookSummary Take() {
    for (const auto& [currency, minor] : others_) summary_.other_revenue.push_back({minor, currency});
    return std::move(summary_);
  }

 private:
  BookSummary summary_;
  std::map<std::string, std::int64_t> others_;
};

// Adds each of these accounts to the sum that it belongs to.
void SumUp(db::Connection& connection, Id org_id, const std::vector<Id>& ids, const BookContext& context,
           const std::function<Summing&(const ShownAccount&)>& sum_of) {
  const db::IdList list(ids);
  const auto accounts = FindShownAccounts(connection, org_id, list);
  RowFacts facts;
  facts.won = FindWon(connection, org_id, list, context.today);
  facts.known = FindKnown(connection, org_id, ids, context.now);
  for (const ShownAccount& account : accounts) {
    const auto known = facts.known.find(account.id);
    sum_of(account).Add(account, RevenueOf(account, facts),
                        known == facts.known.end() ? nullptr : &known->second);
  }
}

}  // namespace

Result<BookSummary> Summarize(db::Connection& connection, const access::Scope& scope,
                              std::optional<Id> owner_id, const BookContext& context) {
  const std::span<const Id> owners = owner_id ? std::span<const Id>(&*owner_id, 1) : std::span<const Id>();
  return Summarize(connection, scope, owners, context);
}

Result<BookSummary> Summarize(db::Connection& connection, const access::Scope& scope,
                              std::span<const Id> owned_by, const BookContext& context) {
  const auto ids = FindOwned(connection, scope, owned_by);
  if (owned_by.empty() && std::ssize(ids) > kSummarizedAtMost)
    return Fail(FieldFault{"owner", {"problem.account.summary_too_large", {{"most", kSummarizedAtMost}}}});
  Summing sum(context.currency);
  SumUp(connection, scope.org_id, ids, context, [&](const ShownAccount&) -> Summing& { return sum; });
  return sum.Take();
}

std::unordered_map<Id, BookSummary> SummariesOf(db::Connection& connection, Id org_id,
                                                std::span<const Id> owners, Instant now) {
  std::unordered_map<Id, BookSummary> summaries;
  if (owners.empty()) return summaries;
  const BookContext context = ContextOf(connection, org_id, now);
  std::unordered_map<Id, Summing> sums;
  for (const Id owner : owners) sums.emplace(owner, Summing(context.currency));
  const access::Scope all{access::Reach::organization, org_id, owners.front()};
  SumUp(connection, org_id, FindOwned(connection, all, owners), context,
        [&](const ShownAccount& account) -> Summing& { return sums.at(*account.owner_id); });
  for (auto& [owner, sum] : sums) summaries.emplace(owner, sum.Take());
  return summaries;
}

http::Page<OpportunityView> ListOpportunities(db::Connection& connection, Id org_id, Id account_id,
                                              std::optional<Id> after, int limit) {
  // Open ones are few; 2^31 - 1 stands for "no day".
  constexpr std::string_view kOrder =
      "CASE WHEN opportunity.status = 'open' THEN 0 ELSE 1 END, "
      "-COALESCE(opportunity.closes_on, 2147483647), opportunity.id";
  const auto rows = connection.Query<OpportunityRow>(
      fmt::format(
          "SELECT opportunity.id, opportunity.version, opportunity.name, opportunity.stage_id, "
          "stage.name AS stage_name, stage.category AS stage_category, opportunity.status, "
          "opportunity.amount_minor, opportunity.currency, opportunity.product_id, "
          "product.name AS product_name, opportunity.owner_id, opportunity.opened_on, opportunity.closes_on, "
          "opportunity.next_step FROM opportunity "
          "LEFT JOIN stage ON stage.org_id = opportunity.org_id AND stage.id = opportunity.stage_id "
          "LEFT JOIN product ON product.org_id = opportunity.org_id AND product.id = opportunity.product_id "
          "WHERE opportunity.org_id = $1 AND opportunity.account_id = $2 AND opportunity.deleted_at IS NULL "
          "AND ($3 = 0 OR ({0}) > (SELECT {0} FROM opportunity WHERE opportunity.org_id = $1 "
          "AND opportunity.id = $4)) ORDER BY {0} LIMIT $5",
          kOrder),
      org_id, account_id, after.has_value(), after.value_or(Id{}), limit);
  std::vector<Id> owners;
  for (const OpportunityRow& row : rows) {
    if (row.owner_id) owners.push_back(*row.owner_id);
  }
  const auto people = people::FindRefs(connection, org_id, owners);
  http::Page<OpportunityView> page;
  for (const OpportunityRow& row : rows) {
    OpportunityView view{.id = row.id, .version = row.version, .name = row.name, .status = row.status};
    if (row.stage_id && row.stage_name && row.stage_category) {
      view.stage = StageRef{*row.stage_id, *row.stage_name, *row.stage_category};
    }
    if (row.product_id && row.product_name) view.product = ProductRef{*row.product_id, *row.product_name};
    if (row.owner_id) view.owner = RefOf(people, *row.owner_id);
    view.amount_minor = row.amount_minor;
    view.currency = row.currency;
    view.opened_on = row.opened_on;
    view.closes_on = row.closes_on;
    view.next_step = row.next_step;
    page.items.push_back(std::move(view));
  }
  if (std::ssize(rows) == limit) page.next = ToString(rows.back().id);
  return page;
}

http::Page<AccountActivity> ListActivities(db::Connection& connection, Id org_id, Id account_id, Id asks,
                                           std::optional<Id> after, int limit) {
  const auto rows = connection.Query<ActivityRow>(
      "SELECT id, kind, subject, starts_at, minutes, is_done FROM activity "
      "WHERE org_id = $1 AND account_id = $2 AND deleted_at IS NULL "
      "AND ($3 = 0 OR (starts_at, id) < (SELECT last.starts_at, last.id FROM activity AS last "
      "WHERE last.org_id = $1 AND last.id = $4)) ORDER BY starts_at DESC, id DESC LIMIT $5",
      org_id, account_id, after.has_value(), after.value_or(Id{}), limit);
  std::vector<Id> ids;
  for (const ActivityRow& row : rows) ids.push_back(row.id);
  const auto attendances = connection.Query<AttendanceRow>(
      "SELECT activity_id, person_id, contact_id FROM attendance WHERE org_id = $1 AND activity_id IN "
      "baton_list($2) "
      "ORDER BY activity_id, id",
      org_id, db::IdList(ids));
  std::vector<Id> person_ids;
  std::vector<Id> contact_ids;
  for (const AttendanceRow& row : attendances) {
    if (row.person_id) person_ids.push_back(*row.person_id);
    if (row.contact_id) contact_ids.push_back(*row.contact_id);
  }
  const auto people = people::FindRefs(connection, org_id, person_ids);
  const auto contacts = FindContactRefs(connection, org_id, contact_ids);
  std::unordered_map<Id, AccountActivity> views;
  for (const ActivityRow& row : rows) {
    static_cast<ActivityView&>(views[row.id]) = {.id = row.id,
                                                 .kind = row.kind,
                                                 .subject = row.subject,
                                                 .starts_at = row.starts_at,
                                                 .minutes = row.minutes,
                                                 .is_done = row.is_done,
                                                 .people = {},
                                                 .contacts = {}};
  }
  for (const Id id : FindOwnMeetings(connection, org_id, asks, ids)) views[id].is_from_own_calendar = true;
  for (const AttendanceRow& row : attendances) {
    ActivityView& view = views[row.activity_id];
    if (row.person_id) view.people.push_back(RefOf(people, *row.person_id));
    if (row.contact_id && contacts.contains(*row.contact_id))
      view.contacts.push_back(contacts.at(*row.contact_id));
  }
  http::Page<AccountActivity> page;
  for (const Id id : ids) page.items.push_back(std::move(views[id]));
  if (std::ssize(rows) == limit) page.next = ToString(rows.back().id);
  return page;
}

}  // namespace baton::book
