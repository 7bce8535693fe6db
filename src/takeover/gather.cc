#include "takeover/gather.h"

#include <algorithm>
#include <cmath>

#include "action/news.h"
#include "base/money.h"
#include "base/zone.h"
#include "people/organization.h"
#include "settings/settings.h"
#include "share/directory.h"
#include "ties/touches.h"

namespace baton::takeover {
namespace {

constexpr int kNoon = 12 * 60;

struct ActivityRow {
  Id id;
  std::optional<Id> opportunity_id;
  Instant created_at;
};
BOOST_DESCRIBE_STRUCT(ActivityRow, (), (id, opportunity_id, created_at))

struct DealRow {
  Id id;
  std::optional<Id> account_id;
  std::optional<Id> owner_id;
  std::string status;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
  std::optional<Day> opened_on;
  std::optional<Day> closes_on;
};
BOOST_DESCRIBE_STRUCT(DealRow, (),
                      (id, account_id, owner_id, status, amount_minor, currency, opened_on, closes_on))

struct LargestRow {
  Id account_id;
  std::int64_t amount_minor = 0;
};
BOOST_DESCRIBE_STRUCT(LargestRow, (), (account_id, amount_minor))

struct HandoffRow {
  Id id;
  Id account_id;
  Id from_id;
  Id to_id;
  std::optional<Id> planner_id;
  Instant proposed_at;
  std::optional<Instant> introduced_at;
  std::optional<Day> paused_until_on;
  bool moves_open_deals = true;
};
BOOST_DESCRIBE_STRUCT(HandoffRow, (),
                      (id, account_id, from_id, to_id, planner_id, proposed_at, introduced_at,
                       paused_until_on, moves_open_deals))

constexpr std::string_view kDeal =
    "SELECT id, account_id, owner_id, status, amount_minor, currency, opened_on, closes_on FROM opportunity "
    "WHERE org_id = $1 AND id IN baton_list($2) AND deleted_at IS NULL";

std::vector<Id> Distinct(std::vector<Id> ids) {
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

class Gatherer {
 public:
  Gatherer(db::Connection& connection, Id org_id, const watch::Candidates& candidates, Instant now,
           const Calendar& calendar)
      : connection_(connection), org_id_(org_id), now_(now), calendar_(calendar) {
    std::vector<Id> deal_ids = candidates.deals;
    for (const ActivityRow& row : connection.Query<ActivityRow>(
             "SELECT id, opportunity_id, created_at FROM activity WHERE org_id = $1 AND id IN baton_list($2) "
             "AND deleted_at IS NULL",
             org_id, db::IdList(candidates.activities))) {
      activities_.emplace(row.id, row);
      if (row.opportunity_id) deal_ids.push_back(*row.opportunity_id);
    }
    for (DealRow& row :
         connection.Query<DealRow>(std::string(kDeal), org_id, db::IdList(Distinct(deal_ids)))) {
      const Id id = row.id;
      deals_.emplace(id, std::move(row));
    }
  }

  Gathered Run(const watch::Candidates& candidates) {
    AddEncounters(candidates);
    for (const Id id : candidates.deals) AddDeal(id);
    AddWatched();
    AddLimits();
    return std::move(gathered_);
  }

 private:
  void AddEncounters(const watch::Candidates& candidates) {
    std::vector<Id> ones = candidates.activities;
    ones.insert(ones.end(), candidates.mails.begin(), candidates.mails.end());
    for (ties::Encounter& one : ties::FindEncounters(
             connection_, org_id_, {.ones = std::move(ones), .since = Instant{}, .until = now_})) {
      // What a client wrote is nobody's deed here, and of who was in copy only the mailbox's own side is known.
      if (one.is_of_mailbox && (one.is_from_them || one.others > 1)) continue;
      Seen seen{.kind = one.is_of_mailbox ? SourceKind::mail : SourceKind::activity,
                .id = one.id,
                .account_id = one.account_id,
                .at = one.at,
                .people = std::move(one.people)};
      if (const auto row = activities_.find(one.id); !one.is_of_mailbox && row != activities_.end()) {
        seen.known_at = row->second.created_at;
        const auto deal = deals_.find(row->second.opportunity_id.value_or(Id{}));
        if (deal != deals_.end()) seen.deal = ToDeal(deal->second);
      }
      gathered_.seen.push_back(std::move(seen));
    }
  }

  // A deal that closed on a day is seen at its noon, or now where that is still to come.
  void AddDeal(Id id) {
    const auto found = deals_.find(id);
    if (found == deals_.end()) return;
    const DealRow& row = found->second;
    if (row.status != "won" || !row.account_id || !row.owner_id || !row.closes_on ||
        *row.closes_on > calendar_.today) {
      return;
    }
    const Instant noon = ToInstant({*row.closes_on, kNoon}, calendar_.zone);
    gathered_.seen.push_back({.kind = SourceKind::opportunity,
                              .id = row.id,
                              .account_id = *row.account_id,
                              .at = std::min(noon, now_),
                              .people = {*row.owner_id},
                              .deal = ToDeal(row)});
  }

  Deal ToDeal(const DealRow& row) {
    const bool is_ours = row.currency == Currency();
    return {is_ours ? row.amount_minor : std::nullopt, row.opened_on};
  }

  const std::string& Currency() {
    if (currency_.empty()) {
      const auto organization = people::FindOrganization(connection_, org_id_);
      currency_ = organization ? organization->currency : "USD";
    }
    return currency_;
  }

  std::vector<Id> Accounts() const {
    std::vector<Id> ids;
    for (const Seen& seen : gathered_.seen) ids.push_back(seen.account_id);
    return Distinct(std::move(ids));
  }

  // Handoffs that have not ended, and confirmed ones whose successor still owns the account.
  void AddWatched() {
    const db::IdList accounts(Accounts());
    const auto rows = connection_.Query<HandoffRow>(
        "SELECT handoff.id, handoff.account_id, handoff.from_id, handoff.to_id, plan_line.from_id AS "
        "planner_id, "
        "handoff.proposed_at, handoff.introduced_at, handoff.paused_until_on, handoff.moves_open_deals FROM "
        "handoff "
        "LEFT JOIN plan_line ON plan_line.org_id = handoff.org_id AND plan_line.plan_id = handoff.plan_id "
        "AND "
        "plan_line.account_id = handoff.account_id "
        "WHERE handoff.org_id = $1 AND handoff.account_id IN baton_list($2) AND (handoff.ended_at IS NULL OR "
        "(handoff.stage = 'confirmed' AND EXISTS (SELECT 1 FROM ownership WHERE ownership.org_id = $1 AND "
        "ownership.account_id = handoff.account_id AND ownership.person_id = handoff.to_id AND "
        "ownership.to_at IS NULL))) ORDER BY handoff.id DESC",
        org_id_, accounts);
    std::vector<Id> ids;
    for (const HandoffRow& row : rows) ids.push_back(row.account_id);
    std::unordered_map<Id, Id> keepers;
    for (const share::Kept& kept : share::FindKept(connection_, org_id_, ids, calendar_.today)) {
      keepers.emplace(kept.account_id, kept.manager_id);
    }
    for (const HandoffRow& row : rows) {
      const auto keeper = keepers.find(row.account_id);
      gathered_.watched[row.account_id].push_back(
          {.handoff_id = row.id,
           .account_id = row.account_id,
           .former_id = row.from_id,
           .successor_id = row.to_id,
           .planner_id = row.planner_id,
           .began_at = row.proposed_at,
           .began_on = DayIn(row.proposed_at, calendar_.zone),
           .introduced_at = row.introduced_at,
           .is_paused = row.paused_until_on && *row.paused_until_on > calendar_.today,
           .keeps_open_deals = !row.moves_open_deals,
           .is_kept = keeper != keepers.end() && keeper->second == row.from_id});
    }
  }

  void AddLimits() {
    const double amount = settings::Read(connection_, org_id_).joint_deal_amount;
    if (amount <= 0) return;
    gathered_.limits.joint_minor = std::llround(amount * std::pow(10.0, MinorDigits(Currency())));
    std::unordered_map<Id, std::int64_t> largest;
    for (const LargestRow& row : connection_.Query<LargestRow>(
             "SELECT account_id, CAST(MAX(amount_minor) AS BIGINT) AS amount_minor FROM opportunity WHERE "
             "org_id = $1 AND account_id IN baton_list($2) AND status = 'open' AND currency = $3 AND "
             "amount_minor IS NOT NULL AND deleted_at IS NULL GROUP BY account_id",
             org_id_, db::IdList(Accounts()), Currency())) {
      largest.emplace(row.account_id, row.amount_minor);
    }
    for (Seen& seen : gathered_.seen) {
      const auto found = largest.find(seen.account_id);
      if (found != largest.end()) seen.largest_open_minor = found->second;
    }
  }

  db::Connection& connection_;
  const Id org_id_;
  const Instant now_;
  const Calendar& calendar_;
  std::string currency_;
  std::unordered_map<Id, ActivityRow> activities_;
  std::unordered_map<Id, DealRow> deals_;
  Gathered gathered_;
};

// Mails that stand in a takeover without an answer and are not kept any more in the mailbox of whose it is; a colleague may have
// the same mail.
std::vector<Id> FindGoneMails(db::Connection& connection, Id org_id) {
  return connection.Query<Id>(
      "SELECT takeover_source.source_id AS id FROM takeover_source JOIN takeover ON takeover.org_id = "
      "takeover_source.org_id AND takeover.id = takeover_source.takeover_id WHERE takeover_source.org_id = "
      "$1 "
      "AND takeover_source.kind = 'mail' AND takeover.answer IS NULL AND NOT EXISTS (SELECT 1 FROM contact "
      "JOIN mail_touch ON "
      "mail_touch.org_id = contact.org_id AND mail_touch.person_id = takeover.person_id AND "
      "mail_touch.contact_id = contact.id AND mail_touch.message_hash = takeover_source.source_id WHERE "
      "contact.org_id = $1 AND contact.account_id = takeover.account_id) ORDER BY takeover_source.id",
      org_id);
}

// Whether mails may be takeovers that were not looked at: somebody's mail changed, or what is to be seen of it.
bool HasNewMails(db::Connection& connection, Id org_id) {
  if (!ShowsMail(connection, org_id)) return false;
  const Id looked =
      connection.QueryValue<Id>("SELECT change_id FROM takeover_look WHERE org_id = $1 AND id = $1", org_id)
          .value_or(Id{});
  const Id touched = LastTouched(connection, org_id);
  return touched && (looked < touched || action::HasNews(connection, org_id, looked, {"setting"}));
}

// Mails in the mailboxes of those who handed something over, with the clients in question, since the handoff began, that stand in
// no takeover yet.
std::vector<Id> FindNewMails(db::Connection& connection, Id org_id, Instant now) {
  return connection.Query<Id>(
      "SELECT DISTINCT mail_touch.message_hash AS id FROM handoff LEFT JOIN plan_line ON plan_line.org_id = "
      "handoff.org_id AND plan_line.plan_id = handoff.plan_id AND plan_line.account_id = handoff.account_id "
      "JOIN contact ON contact.org_id = handoff.org_id AND contact.account_id = handoff.account_id JOIN "
      "mail_touch ON mail_touch.org_id = handoff.org_id AND mail_touch.contact_id = contact.id AND "
      "(mail_touch.person_id = handoff.from_id OR mail_touch.person_id = plan_line.from_id) AND "
      "mail_touch.at >= handoff.proposed_at AND mail_touch.at <= $2 AND mail_touch.is_from_us = 1 WHERE "
      "handoff.org_id = $1 AND (handoff.ended_at IS NULL OR handoff.stage = 'confirmed') AND NOT EXISTS "
      "(SELECT 1 FROM takeover_source WHERE takeover_source.org_id = $1 AND takeover_source.kind = 'mail' "
      "AND "
      "takeover_source.source_id = mail_touch.message_hash)",
      org_id, now);
}

}  // namespace

watch::Candidates CameToPass(db::Connection& connection, Id org_id, std::optional<Instant> since,
                             Instant now) {
  const auto people = connection.Query<Id>(
      "SELECT from_id AS id FROM handoff WHERE org_id = $1 AND (ended_at IS NULL OR stage = 'confirmed') "
      "UNION "
      "SELECT plan_line.from_id AS id FROM plan JOIN plan_line ON plan_line.org_id = plan.org_id AND "
      "plan_line.plan_id = plan.id WHERE plan.org_id = $1 AND plan.state = 'approved' AND plan.deleted_at IS "
      "NULL",
      org_id);
  const db::IdList list(people);
  if (people.empty()) return {};
  Instant from = since.value_or(Instant{});
  if (!since) {
    const auto first = connection.QueryValue<Instant>(
        "SELECT proposed_at FROM handoff WHERE org_id = $1 ORDER BY proposed_at LIMIT 1", org_id);
    if (first) from = *first - 1;
  }
  watch::Candidates candidates;
  candidates.mails = FindGoneMails(connection, org_id);
  if (HasNewMails(connection, org_id)) {
    const std::vector<Id> mails = FindNewMails(connection, org_id, now);
    candidates.mails.insert(candidates.mails.end(), mails.begin(), mails.end());
  }
  candidates.activities = connection.Query<Id>(
      "SELECT activity_id AS id FROM attendance WHERE org_id = $1 AND person_id IN baton_list($2) AND "
      "starts_at > $3 AND starts_at <= $4 UNION SELECT id FROM activity WHERE org_id = $1 AND owner_id IN "
      "baton_list($2) AND starts_at > $3 AND starts_at <= $4",
      org_id, list, from, now);
  if (!since) {
    candidates.deals = connection.Query<Id>(
        "SELECT id FROM opportunity WHERE org_id = $1 AND owner_id IN baton_list($2) AND status = 'won' AND "
        "closes_on >= $3 AND deleted_at IS NULL",
        org_id, list, DayIn(from, CalendarOf(connection, org_id, now).zone));
  }
  return candidates;
}

Id LastTouched(db::Connection& connection, Id org_id) {
  return connection
      .QueryValue<Id>(
          "SELECT touched_id AS id FROM mail_source WHERE org_id = $1 ORDER BY touched_id DESC LIMIT 1",
          org_id)
      .value_or(Id{});
}

Gathered Gather(db::Connection& connection, Id org_id, const watch::Candidates& candidates, Instant now,
                const Calendar& calendar) {
  return Gatherer(connection, org_id, candidates, now, calendar).Run(candidates);
}

}  // namespace baton::takeover
