#include <algorithm>

#include "book/directory.h"
#include "handoff/directory.h"
#include "people/directory.h"
#include "takeover/takeover_store.h"

namespace baton::takeover {
namespace {

struct SourceRow {
  Id takeover_id;
  SourceKind kind = SourceKind::activity;
  Id source_id;
  Instant happened_at;
};
BOOST_DESCRIBE_STRUCT(SourceRow, (), (takeover_id, kind, source_id, happened_at))

struct Titled {
  Id id;
  SourceWord word = SourceWord::meeting;
  std::string title;
  std::optional<std::int64_t> amount_minor;
  std::string currency;
};
BOOST_DESCRIBE_STRUCT(Titled, (), (id, word, title, amount_minor, currency))

struct HandoffRow {
  Id id;
  handoff::Stage stage = handoff::Stage::proposed;
};
BOOST_DESCRIBE_STRUCT(HandoffRow, (), (id, stage))

struct OwnerRow {
  Id account_id;
  Id person_id;
  Instant from_at;
};
BOOST_DESCRIBE_STRUCT(OwnerRow, (), (account_id, person_id, from_at))

template <class Row>
std::unordered_map<Id, Row> ById(std::vector<Row> rows) {
  std::unordered_map<Id, Row> map;
  for (Row& row : rows) {
    const Id id = row.id;
    map.emplace(id, std::move(row));
  }
  return map;
}

// What the rows of takeovers point to, each kind read once.
class Viewer {
 public:
  Viewer(db::Connection& connection, Id org_id, std::span<const Takeover> takeovers,
         const access::Principal& viewer)
      : connection_(connection),
        org_id_(org_id),
        viewer_(viewer),
        may_change_(ScopeOf(viewer, access::Deed::change, access::Word::takeover)) {
    std::vector<Id> ids, people_ids, account_ids, handoff_ids;
    for (const Takeover& one : takeovers) {
      ids.push_back(one.id);
      people_ids.insert(people_ids.end(), {one.person_id, one.successor_id});
      account_ids.push_back(one.account_id);
      if (one.handoff_id) handoff_ids.push_back(*one.handoff_id);
    }
    people_ = people::FindRefs(connection, org_id, people_ids);
    accounts_ = book::FindAccountRefs(connection, org_id, account_ids);
    handoffs_ = ById(connection.Query<HandoffRow>(
        "SELECT id, stage FROM handoff WHERE org_id = $1 AND id IN baton_list($2)", org_id,
        db::IdList(handoff_ids)));
    for (const OwnerRow& row : connection.Query<OwnerRow>(
             "SELECT account_id, person_id, from_at FROM ownership WHERE org_id = $1 AND account_id IN "
             "baton_list($2) AND to_at IS NULL",
             org_id, db::IdList(account_ids))) {
      owners_.emplace(row.account_id, row);
    }
    ReadSources(ids);
  }

  std::optional<TakeoverView> View(const Takeover& one) const {
    const auto account = accounts_.find(one.account_id);
    const auto person = people_.find(one.person_id);
    const auto successor = people_.find(one.successor_id);
    if (account == accounts_.end() || person == people_.end() || successor == people_.end()) {
      return std::nullopt;
    }
    TakeoverView view{.id = one.id,
                      .version = one.version,
                      .account = account->second,
                      .person = person->second,
                      .successor = successor->second,
                      .handoff_id = one.handoff_id,
                      .stage = {},
                      .owned_at = {},
                      .week_on = one.week_on,
                      .standing = one.standing,
                      .happened_at = one.happened_at,
                      .sources = SourcesOf(one.id),
                      .answer = one.answer,
                      .reason = {},
                      .note = {},
                      .answered_at = one.answered_at,
                      .reply = {},
                      .replied_at = {},
                      .may = MayOf(one)};
    if (const auto found = handoffs_.find(one.handoff_id.value_or(Id{})); found != handoffs_.end()) {
      view.stage = found->second.stage;
    }
    const auto owner = owners_.find(one.account_id);
    if (owner != owners_.end() && owner->second.person_id == one.successor_id) {
      view.owned_at = owner->second.from_at;
    }
    if (viewer_.person_id == one.person_id || viewer_.person_id == one.successor_id) {
      view.reason = one.reason;
      view.note = one.note;
      view.reply = one.reply;
      view.replied_at = one.replied_at;
    }
    return view;
  }

 private:
  std::vector<Deed> MayOf(const Takeover& one) const {
    if (!may_change_ || one.standing != Standing::asked) return {};
    if (viewer_.person_id == one.person_id) return {Deed::answer};
    if (viewer_.person_id == one.successor_id && one.answer) return {Deed::reply};
    return {};
  }

  void ReadSources(const std::vector<Id>& takeovers) {
    sources_ = connection_.Query<SourceRow>(
        "SELECT takeover_id, kind, source_id, happened_at FROM takeover_source WHERE org_id = $1 AND "
        "takeover_id IN baton_list($2) ORDER BY takeover_id, happened_at DESC, id DESC",
        org_id_, db::IdList(takeovers));
    if (!ShowsMail(connection_, org_id_)) {
      std::erase_if(sources_, [](const SourceRow& row) { return row.kind == SourceKind::mail; });
    }
    std::vector<Id> activities, deals;
    for (const SourceRow& row : sources_) {
      if (row.kind == SourceKind::activity) activities.push_back(row.source_id);
      if (row.kind == SourceKind::opportunity) deals.push_back(row.source_id);
    }
    activities_ =
        ById(connection_.Query<Titled>("SELECT id, kind AS word, subject AS title, CAST(NULL AS BIGINT) AS "
                                       "amount_minor, '' AS currency FROM "
                                       "activity WHERE org_id = $1 AND id IN baton_list($2)",
                                       org_id_, db::IdList(activities)));
    deals_ = ById(connection_.Query<Titled>(
        "SELECT id, 'deal' AS word, name AS title, amount_minor, currency FROM opportunity WHERE org_id = $1 "
        "AND id IN baton_list($2)",
        org_id_, db::IdList(deals)));
  }

  std::vector<SourceView> SourcesOf(Id takeover_id) const {
    std::vector<SourceView> views;
    for (const SourceRow& row : sources_) {
      if (row.takeover_id != takeover_id) continue;
      SourceView view{.kind = row.kind,
                      .id = row.source_id,
                      .word = row.kind == SourceKind::interruption ? SourceWord::door
                              : row.kind == SourceKind::mail       ? SourceWord::email
                                                                   : SourceWord::meeting,
                      .title = {},
                      .happened_at = row.happened_at,
                      .amount_minor = {},
                      .currency = {}};
      const auto& known = row.kind == SourceKind::opportunity ? deals_ : activities_;
      if (const auto found = known.find(row.source_id);
          found != known.end() && row.kind != SourceKind::mail) {
        view.word = found->second.word;
        view.title = found->second.title;
        view.amount_minor = found->second.amount_minor;
        view.currency = found->second.currency;
      }
      views.push_back(std::move(view));
    }
    return views;
  }

  db::Connection& connection_;
  const Id org_id_;
  const access::Principal& viewer_;
  const bool may_change_;
  std::unordered_map<Id, people::PersonRef> people_;
  std::unordered_map<Id, book::AccountRef> accounts_;
  std::unordered_map<Id, HandoffRow> handoffs_;
  std::unordered_map<Id, OwnerRow> owners_;
  std::vector<SourceRow> sources_;
  std::unordered_map<Id, Titled> activities_;
  std::unordered_map<Id, Titled> deals_;
};

}  // namespace

std::vector<TakeoverView> ViewTakeovers(db::Connection& connection, Id org_id,
                                        std::span<const Takeover> takeovers,
                                        const access::Principal& viewer) {
  if (takeovers.empty()) return {};
  const Viewer viewing(connection, org_id, takeovers, viewer);
  std::vector<TakeoverView> views;
  for (const Takeover& one : takeovers) {
    if (auto view = viewing.View(one)) views.push_back(std::move(*view));
  }
  return views;
}

}  // namespace baton::takeover
