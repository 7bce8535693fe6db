#include "book/book_routes.h"

#include <fmt/format.h>

#include <algorithm>

#include "action/tables.h"
#include "action/version.h"
#include "book/account_rules.h"
#include "book/account_store.h"
#include "book/account_writes.h"
#include "book/book_search.h"
#include "book/contact_address.h"
#include "book/covering.h"
#include "book/opportunity.h"
#include "book/out_of_reach.h"
#include "book/product.h"
#include "book/visibility.h"
#include "http/router.h"

namespace baton::book {
namespace {

using access::Deed;
using access::Word;
using http::Call;

constexpr int kPage = 50;
constexpr int kMaxPage = 200;
constexpr std::size_t kMaxBatch = 200;

struct AccountQuery {
  std::optional<std::string> owner;  // me, any or an id; none: any
  std::optional<std::string> q;
  std::optional<AccountState> state;
  std::optional<AccountSort> sort;
  std::optional<bool> one_thread;  // true: only those that hang on one of ours
  std::optional<std::string> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(AccountQuery, (), (owner, q, state, sort, one_thread, after, limit))

struct OwnerQuery {
  std::optional<std::string> owner;  // me or an id; none: me
};
BOOST_DESCRIBE_STRUCT(OwnerQuery, (), (owner))

struct HistoryQuery {
  std::optional<Id> after;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(HistoryQuery, (), (after, limit))

struct SearchQuery {
  std::string q;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(SearchQuery, (), (q, limit))

struct FoundList {
  static constexpr const char* kSchemaName = "FoundList";
  std::vector<Found> items;
};
BOOST_DESCRIBE_STRUCT(FoundList, (), (items))

struct AccountBatch {
  static constexpr const char* kSchemaName = "AccountBatch";
  std::vector<AccountLine> accounts;
};
BOOST_DESCRIBE_STRUCT(AccountBatch, (), (accounts))

struct AccountRowList {
  static constexpr const char* kSchemaName = "AccountRowList";
  std::vector<AccountRow> items;
};
BOOST_DESCRIBE_STRUCT(AccountRowList, (), (items))

int LimitOf(std::optional<std::int32_t> limit) { return std::clamp(limit.value_or(kPage), 1, kMaxPage); }

// None: anybody.
Result<std::optional<Id>> OwnerOf(const Call& call, const std::string& owner) {
  if (owner == "any") return std::optional<Id>();
  if (owner == "me") return std::optional(call.person_id());
  if (const auto id = ParseId(owner)) return std::optional(*id);
  return Fail(FieldFault{"owner", {"problem.account.owner_query"}});
}

Result<http::Page<AccountRow>> List(const Call& call, const AccountQuery& query) {
  const auto owner = OwnerOf(call, query.owner.value_or("any"));
  if (!owner) return Fail(owner.error());
  AccountFilter filter{.owner_id = *owner,
                       .text = query.q,
                       .state = query.state,
                       .sort = query.sort.value_or(AccountSort::name),
                       .after = query.after,
                       .one_thread = query.one_thread.value_or(false),
                       .limit = LimitOf(query.limit)};
  if (filter.text && filter.text->empty()) filter.text.reset();
  auto page = ListAccounts(call.db(), call.scope(), filter, ContextOf(call.db(), call.org_id(), call.now()));
  if (page) KeepAbsencesFrom(call.principal(), page->items);
  return page;
}

Result<BookSummary> Summary(const Call& call, const OwnerQuery& query) {
  const auto owner = OwnerOf(call, query.owner.value_or("me"));
  if (!owner) return Fail(owner.error());
  return Summarize(call.db(), call.scope(), *owner, ContextOf(call.db(), call.org_id(), call.now()));
}

Result<AccountView> View(const Call& call, db::Connection& connection, const access::Scope& scope, Id id) {
  auto view = ViewAccount(connection, scope, id, ContextOf(connection, call.org_id(), call.now()));
  if (!view) return NotFound("account");
  AccountRow& row = *view;
  KeepAbsencesFrom(call.principal(), std::span(&row, 1));
  return std::move(*view);
}

Result<AccountView> Get(const Call& call, Id id) { return View(call, call.db(), call.scope(), id); }

// What was just written is shown also when the writer gave it away.
access::Scope Everything(const Call& call) {
  return {access::Reach::organization, call.org_id(), call.person_id()};
}

Result<AccountView> Create(const Call& call, const AccountInput& input) {
  if (auto faults = FaultsOf(input); !faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<AccountView> {
    const Id owner = input.owner_id.value_or(call.person_id());
    if (const auto may = MayOwn(tx, call.scope(), owner, ""); !may) return Fail(may.error());
    action::Action action(tx, call, "account.create");
    AccountLine line;
    static_cast<AccountInput&>(line) = input;
    const Account account =
        CreateAccount(action, line, owner, ContextOf(tx, call.org_id(), call.now()).currency);
    return View(call, tx, Everything(call), account.id);
  });
}

// Ten clients typed into a table: all, or none with every fault.
Result<AccountRowList> CreateBatch(const Call& call, const AccountBatch& batch) {
  if (batch.accounts.empty() || batch.accounts.size() > kMaxBatch) {
    return Fail(FieldFault{"accounts", {"problem.field.count", {{"limit", std::int64_t{kMaxBatch}}}}});
  }
  std::vector<FieldFault> faults;
  for (std::size_t i = 0; i < batch.accounts.size(); ++i) {
    for (auto& fault : FaultsOf(batch.accounts[i])) {
      fault.path = fmt::format("accounts[{}].{}", i, fault.path);
      faults.push_back(std::move(fault));
    }
  }
  if (!faults.empty()) return Fail(std::move(faults));
  return call.Write([&](db::Tx& tx) -> Result<AccountRowList> {
    action::Action action(tx, call, "account.create");
    const BookContext context = ContextOf(tx, call.org_id(), call.now());
    std::vector<Id> ids;
    for (std::size_t i = 0; i < batch.accounts.size(); ++i) {
      const AccountLine& line = batch.accounts[i];
      const Id owner = line.owner_id.value_or(call.person_id());
      const auto may = MayOwn(tx, call.scope(), owner, fmt::format("accounts[{}].", i));
      if (!may) return Fail(may.error());
      ids.push_back(CreateAccount(action, line, owner, context.currency).id);
    }
    AccountRowList made{ViewAccountRows(tx, call.org_id(), ids, context.now, context.today)};
    KeepAbsencesFrom(call.principal(), made.items);
    return made;
  });
}

Result<AccountView> Change(const Call& call, Id id, const json::Patch<AccountInput>& patch) {
  return call.Write([&](db::Tx& tx) -> Result<AccountView> {
    const auto found = FindAccount(tx, call.scope(), id);
    if (!found) return NotFound("account");
    if (const auto current = action::CheckVersion(call, found->version, "account"); !current) {
      return Fail(current.error());
    }
    const AccountInput input = patch.Apply(InputOf(*found));
    if (auto faults = FaultsOf(input); !faults.empty()) return Fail(std::move(faults));
    if (input.owner_id) {
      if (const auto may = MayOwn(tx, call.scope(), *input.owner_id, ""); !may) return Fail(may.error());
    }
    action::Action action(tx, call, "account.change", id);
    const auto changed = ChangeAccount(action, *found, input, input.owner_id);
    if (!changed) return Fail(changed.error());
    return View(call, tx, Everything(call), id);
  });
}

Result<Done> Remove(const Call& call, Id id) {
  return call.Write([&](db::Tx& tx) -> Result<Done> {
    const auto found = FindAccount(tx, call.scope(), id);
    if (!found) return NotFound("account");
    action::Action action(tx, call, "account.remove", id);
    return RemoveAccount(action, *found);
  });
}

Result<http::Page<OpportunityView>> Opportunities(const Call& call, Id id, const HistoryQuery& query) {
  if (!FindAccount(call.db(), call.scope(), id)) return NotFound("account");
  return ListOpportunities(call.db(), call.org_id(), id, query.after, LimitOf(query.limit));
}

Result<http::Page<AccountActivity>> Activities(const Call& call, Id id, const HistoryQuery& query) {
  if (!FindAccount(call.db(), call.scope(), id)) return NotFound("account");
  return ListActivities(call.db(), call.org_id(), id, call.person_id(), query.after, LimitOf(query.limit));
}

Result<FoundList> Search(const Call& call, const SearchQuery& query) {
  const int limit = std::clamp(query.limit.value_or(20), 1, kPage);
  return FoundList{SearchBook(call.db(), call.scope(), query.q, limit)};
}

// After an undo; contacts are found by the account's name too.
void RefreshAccount(db::Tx& tx, Id org_id, Id id) {
  RefreshAccountSearch(tx, org_id, id);
  for (const Contact& contact : FindContacts(tx, org_id, id)) RefreshContactSearch(tx, org_id, contact.id);
}

void RefreshContact(db::Tx& tx, Id org_id, Id id) {
  RefreshContactAddresses(tx, org_id, id);
  RefreshContactSearch(tx, org_id, id);
}

http::RouteOptions Options(std::string name, Deed deed) {
  return {.name = std::move(name), .deed = deed, .word = Word::account};
}

}  // namespace

void AddActivityRoutes(http::Router& router, ActivityNoted noted);  // activity_routes.cc
void AddContactRoutes(http::Router& router);                        // contact_routes.cc
void AddStageRoutes(http::Router& router);                          // stage_routes.cc

void AddBookRoutes(http::Router& router, ActivityNoted noted) {
  router.Get("/api/v1/accounts", Options("listAccounts", Deed::read), List);
  router.Get("/api/v1/accounts/summary", Options("summarizeAccounts", Deed::read), Summary);
  router.Get("/api/v1/accounts/{id}", Options("getAccount", Deed::read), Get);
  router.Post("/api/v1/accounts", Options("createAccount", Deed::create), Create);
  router.Post("/api/v1/accounts/batch", Options("createAccounts", Deed::create), CreateBatch);
  router.Patch("/api/v1/accounts/{id}", Options("changeAccount", Deed::change), Change);
  router.Delete("/api/v1/accounts/{id}", Options("removeAccount", Deed::remove), Remove);
  router.Get("/api/v1/accounts/{id}/opportunities", Options("listAccountOpportunities", Deed::read),
             Opportunities);
  router.Get("/api/v1/accounts/{id}/activities", Options("listAccountActivities", Deed::read), Activities);
  AddActivityRoutes(router, std::move(noted));
  AddContactRoutes(router);
  AddStageRoutes(router);
}

void AddSearchRoutes(http::Router& router) {
  router.Get("/api/v1/search", Options("search", Deed::read), Search);
}

void AddTables(action::Tables& tables) {
  const auto others = [](std::string_view table) {
    return OthersAccounts(table, std::string(table) + ".account_id");
  };
  // Stages and products also come with a manager's import.
  const action::OutOfReach unless_common = [](db::Connection&, const access::Principal& person,
                                              std::span<const Id> row_ids) {
    const bool may =
        ScopeOf(person, Deed::change, Word::organization) || ScopeOf(person, Deed::change, Word::import);
    return may ? std::vector<Id>{} : std::vector<Id>(row_ids.begin(), row_ids.end());
  };
  tables.Add({.name = std::string(Account::kTable),
              .marks_deleted = true,
              .refresh = &RefreshAccount,
              .out_of_reach = OthersAccounts(Account::kTable, "account.id")});
  tables.Add({.name = std::string(Contact::kTable),
              .marks_deleted = true,
              .refresh = &RefreshContact,
              .out_of_reach = others(Contact::kTable)});
  tables.Add({.name = std::string(Ownership::kTable), .out_of_reach = OthersOwnerships()});
  tables.Add({.name = std::string(Product::kTable), .marks_deleted = true, .out_of_reach = unless_common});
  tables.Add({.name = std::string(Stage::kTable), .marks_deleted = true, .out_of_reach = unless_common});
  tables.Add({.name = std::string(Opportunity::kTable),
              .marks_deleted = true,
              .out_of_reach = others(Opportunity::kTable)});
  tables.Add({.name = std::string(Activity::kTable),
              .marks_deleted = true,
              .out_of_reach = OthersActivities(Activity::kTable, "activity.account_id", "activity.id")});
  tables.Add({.name = std::string(Attendance::kTable),
              .out_of_reach = OthersActivities(
                  Attendance::kTable,
                  "(SELECT activity.account_id FROM activity WHERE activity.org_id = $1 AND activity.id = "
                  "attendance.activity_id)",
                  "attendance.activity_id")});
}

}  // namespace baton::book
