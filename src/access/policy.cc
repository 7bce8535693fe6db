#include "access/policy.h"

#include <initializer_list>

namespace baton::access {
namespace {

// One line of the table: the four roles in the order administrator, director, manager, rep.
struct Rule {
  Word word;
  std::initializer_list<Deed> deeds;
  Reach administrator, director, manager, rep;
};

using enum Deed;
constexpr Reach kNone = Reach::none;
constexpr Reach kOwn = Reach::own;
constexpr Reach kTeam = Reach::team;
constexpr Reach kAll = Reach::organization;

// What stands in no line is denied. An administrator gets data in and out and manages people; coaching is not
// his.
// clang-format off
const Rule kRules[] = {
    // word                  deeds                           administrator director manager rep
    {Word::account,          {read},                         kAll,         kAll,    kTeam, kOwn},
    {Word::account,          {create},                       kAll,         kNone,   kTeam, kNone},
    {Word::account,          {change},                       kAll,         kNone,   kTeam, kOwn},
    {Word::account,          {remove},                       kAll,         kNone,   kTeam, kNone},
    {Word::action,           {read},                         kAll,         kOwn,    kOwn,  kOwn},
    {Word::action,           {change},                       kAll,         kOwn,    kOwn,  kOwn},
    {Word::administration,   {read},                         kAll,         kNone,   kNone, kNone},
    {Word::agreed_share,     {read, create, change, remove}, kNone,        kTeam,   kOwn,  kNone},
    {Word::assessment,       {read, create, remove},         kNone,        kNone,   kOwn,  kNone},
    {Word::assessment_question, {read, create},              kNone,        kNone,   kNone, kOwn},
    {Word::board,            {read},                         kNone,        kTeam,   kTeam, kOwn},
    {Word::coaching_session, {read},                         kNone,        kTeam,   kTeam, kOwn},
    {Word::coaching_session, {create},                       kNone,        kNone,   kOwn,  kNone},
    {Word::coaching_session, {change, remove},               kNone,        kNone,   kOwn,  kOwn},
    {Word::cover,            {read},                         kAll,         kTeam,   kTeam, kOwn},
    {Word::cover,            {create, remove},               kNone,        kTeam,   kTeam, kNone},
    {Word::cover,            {change},                       kNone,        kTeam,   kTeam, kOwn},
    {Word::delegation,       {read, create, change},         kNone,        kTeam,   kTeam, kOwn},
    {Word::demo,             {read, change},                 kAll,         kAll,    kAll,  kAll},
    {Word::departure,        {read},                         kNone,        kTeam,   kTeam, kOwn},
    {Word::door,             {read, create},                 kNone,        kNone,   kTeam, kOwn},
    {Word::export_file,      {read},                         kAll,         kNone,   kNone, kNone},
    {Word::friday,           {read},                         kOwn,         kOwn,    kOwn,  kNone},
    {Word::friday,           {change},                       kNone,        kNone,   kOwn,  kNone},
    {Word::handoff,          {read},                         kNone,        kTeam,   kTeam, kOwn},
    {Word::handoff,          {change},                       kNone,        kNone,   kTeam, kOwn},
    {Word::hour,             {read},                         kNone,        kTeam,   kTeam, kOwn},
    {Word::hour,             {create, change, remove},       kNone,        kOwn,    kOwn,  kOwn},
    {Word::import,           {read, create, change},         kAll,         kNone,   kOwn,  kNone},
    {Word::job,              {read, change},                 kAll,         kOwn,    kOwn,  kOwn},
    {Word::letter,           {read},                         kNone,        kNone,   kTeam, kOwn},
    {Word::letter_template,  {read},                         kAll,         kAll,    kAll,  kAll},
    {Word::letter_template,  {create, change, remove},       kAll,         kAll,    kAll,  kNone},
    {Word::mail,             {read, change},                 kAll,         kNone,   kTeam, kOwn},
    {Word::mail_relay,       {read, change},                 kAll,         kNone,   kNone, kNone},
    {Word::manager,          {read},                         kNone,        kTeam,   kTeam, kNone},
    {Word::mentor,           {read},                         kAll,         kAll,    kAll,  kAll},
    {Word::mentor,           {create, change, remove},       kAll,         kAll,    kNone, kNone},
    {Word::mentor_talk,      {read, create, change},         kNone,        kOwn,    kOwn,  kOwn},
    {Word::ninety_days,      {read, change},                 kNone,        kTeam,   kTeam, kNone},
    {Word::ninety_days_path, {read},                         kAll,         kAll,    kAll,  kNone},
    {Word::ninety_days_path, {change},                       kAll,         kAll,    kNone, kNone},
    {Word::notice,           {read, change},                 kOwn,         kOwn,    kOwn,  kOwn},
    {Word::organization,     {read},                         kAll,         kAll,    kAll,  kAll},
    {Word::organization,     {change},                       kAll,         kNone,   kNone, kNone},
    {Word::person,           {read},                         kAll,         kAll,    kAll,  kAll},
    {Word::person,           {create, change, remove},       kAll,         kNone,   kTeam, kNone},
    {Word::personal_data,    {read},                         kAll,         kOwn,    kOwn,  kOwn},
    {Word::personal_data,    {remove},                       kAll,         kNone,   kNone, kNone},
    {Word::plan,             {read},                         kNone,        kTeam,   kOwn,  kNone},
    {Word::plan,             {create, change, remove},       kNone,        kOwn,    kOwn,  kNone},
    {Word::promise,          {read, create, change},         kNone,        kNone,   kOwn,  kOwn},
    {Word::report,           {read},                         kNone,        kTeam,   kTeam, kOwn},
    {Word::report,           {change},                       kNone,        kNone,   kOwn,  kNone},
    {Word::review,           {read, create, change, remove}, kNone,        kNone,   kOwn,  kOwn},
    {Word::scoreboard,       {read},                         kNone,        kTeam,   kTeam, kNone},
    {Word::session,          {read, change, remove},         kOwn,         kOwn,    kOwn,  kOwn},
    {Word::settings,         {read},                         kAll,         kAll,    kAll,  kAll},
    {Word::settings,         {change},                       kAll,         kOwn,    kNone, kNone},
    {Word::sight,            {read},                         kNone,        kOwn,    kOwn,  kOwn},
    {Word::skill,            {read},                         kAll,         kAll,    kAll,  kAll},
    {Word::skill,            {create, change},               kAll,         kAll,    kNone, kNone},
    {Word::takeover,         {read},                         kNone,        kTeam,   kTeam, kOwn},
    {Word::takeover,         {create},                       kNone,        kNone,   kOwn,  kNone},
    {Word::takeover,         {change},                       kNone,        kNone,   kOwn,  kOwn},
    {Word::tie,              {read, change},                 kNone,        kTeam,   kTeam, kOwn},
    {Word::tie_agreement,    {read},                         kAll,         kAll,    kNone, kNone},
    {Word::today,            {read},                         kOwn,         kOwn,    kOwn,  kOwn},
    {Word::token,            {read, create, remove},         kOwn,         kOwn,    kOwn,  kOwn},
    {Word::traffic,          {read, create, change, remove}, kOwn,         kOwn,    kOwn,  kOwn},
    {Word::webhook,          {read, create, change, remove}, kAll,         kNone,   kNone, kNone},
};
// clang-format on

Reach Column(const Rule& rule, Role role) {
  switch (role) {
    case Role::administrator:
      return rule.administrator;
    case Role::director:
      return rule.director;
    case Role::manager:
      return rule.manager;
    case Role::rep:
      return rule.rep;
  }
  return kNone;
}

}  // namespace

Reach ReachOf(Role role, Deed deed, Word word) {
  for (const Rule& rule : kRules) {
    if (rule.word != word) continue;
    for (const Deed listed : rule.deeds) {
      if (listed == deed) return Column(rule, role);
    }
  }
  return kNone;
}

Scope ScopeOf(const Principal& principal, Deed deed, Word word) {
  if (principal.token_scope == TokenScope::read && deed != Deed::read) return Scope{};
  return Scope{ReachOf(principal.role, deed, word), principal.org_id, principal.person_id};
}

}  // namespace baton::access
