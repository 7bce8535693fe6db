// Who may do what to which rows: one table, denied by default. A use case asks for its scope and puts it into
// the query; nothing is filtered afterwards.
//
//   const Scope scope = ScopeOf(call.principal(), Deed::read, Word::account);
//   if (!scope) return Fail(Kind::forbidden, "problem.forbidden");
#pragma once

#include <boost/describe/enum.hpp>

#include "access/principal.h"

namespace baton::access {

enum class Deed { read, create, change, remove };
BOOST_DESCRIBE_ENUM(Deed, read, create, change, remove)

// The product's words that a right can be about.
enum class Word {
  account,              // with its contacts, opportunities, activities, ownership
  action,               // the log of deeds: own ones for everybody, all for an administrator
  administration,       // backups and their tests, how long what is kept
  agreed_share,         // what a manager keeps of the own accounts, agreed with the director
  assessment,           // a manager's own answers, and what reps said as rounded means
  assessment_question,  // what reps are asked about their manager
  board,                // a manager's handoffs by stage
  coaching_session,     // an hour with reps, its notes, levels of skills; seen by those in it
  cover,             // what a person holds, and who looks after it while the person is away or when he leaves
  delegation,        // how much a rep decides without asking, agreed by both
  demo,              // the demo organization's clock and endings
  departure,         // what would go with a person who leaves
  door,              // a client comes in
  export_file,       // the complete export
  friday,            // a manager's Friday half hour, and the pages that were sent from it
  handoff,           // one account's way, its letter
  hour,              // where somebody's hours went, and what one of them is worth
  import,            // data coming in
  job,               // work in the background, with progress
  letter,            // what a mail to a client or a person says
  letter_template,   // the words that letters and announcements start from
  mail,              // the outbox: what goes to whom, and how that went
  mail_relay,        // through which server it goes
  manager,           // all managers below somebody side by side
  mentor,            // whom the organization names to ask
  mentor_talk,       // a conversation with one, seen by the two
  ninety_days,       // how far a new manager is, in steps that are judged from what happened
  ninety_days_path,  // which steps those are
  notice,            // what a person is told
  organization,      // name, currency, zone, pipelines
  person,            // people and teams
  personal_data,     // all of one person's, to take along or to have erased
  plan,              // handoff plans
  promise,           // what a manager owes a rep
  report,            // a manager's month: drafts are the manager's alone, closed ones go up
  review,            // a rep's letter and what its reviewer says, seen by the two
  scoreboard,        // what the team wins because of a manager
  session,           // own sign-ins
  settings,          // weights, limits
  sight,             // what those above see of a person
  skill,             // the organization's list of skills
  takeover,          // a client handed over, or planned to be, whom the former owner served again
  tie,               // who of us knows whom, as people say it
  tie_agreement,     // how far what people say and what was learnt agree, as one figure
  today,             // a person's first screen
  token,             // API tokens
  traffic,           // who wrote to whom when: own mailboxes, further addresses, what is left out
  webhook,           // where changes of ownership are told to other programs
};
BOOST_DESCRIBE_ENUM(Word, account, action, administration, agreed_share, assessment, assessment_question,
                    board, coaching_session, cover, delegation, demo, departure, door, export_file, friday,
                    handoff, hour, import, job, letter, letter_template, mail, mail_relay, manager, mentor,
                    mentor_talk, ninety_days, ninety_days_path, notice, organization, person, personal_data,
                    plan, promise, report, review, scoreboard, session, settings, sight, skill, takeover, tie,
                    tie_agreement, today, token, traffic, webhook)

// How far a right reaches. The order matters: each includes the ones before.
enum class Reach {
  none,
  own,           // rows of the person: owned accounts and those coming to them, own promises
  team,          // rows of everybody below the person in the tree of managers, at any depth, and own
  organization,  // every row of the organization
};
BOOST_DESCRIBE_ENUM(Reach, none, own, team, organization)

struct Scope {
  Reach reach = Reach::none;
  Id org_id;
  Id person_id;

  explicit operator bool() const { return reach != Reach::none; }
};

// The table itself, for the documentation and the test that walks it.
Reach ReachOf(Role role, Deed deed, Word word);

// A token that only reads has no other deeds.
Scope ScopeOf(const Principal& principal, Deed deed, Word word);

}  // namespace baton::access
