// What each table holds of one person, and what becomes of it when the person's data are erased (docs/administration.md): the one list
// that the preview, the erasure and the export of a person's data go by.
//
//   for (const PersonalRule& rule : RulesOf(Subject::person)) {
//     "SELECT COUNT(*) FROM " + rule.table + " WHERE org_id = $1 AND (" + rule.whose + ")"     // $2 is the person
//   }
//
// A test holds that each table with a personal column (migrations/manifest.json) has a line here, or one that says why not.
#pragma once

#include <boost/describe/enum.hpp>
#include <span>
#include <string_view>

namespace baton::administration {

enum class Subject { person, contact };
BOOST_DESCRIBE_ENUM(Subject, person, contact)

// What people read it as.
enum class Part { access, profile, calendar, mail, letters, notes, ties, notices, work, history };
BOOST_DESCRIBE_ENUM(Part, access, profile, calendar, mail, letters, notes, ties, notices, work, history)

enum class Fate {
  removed,  // the rows go
  emptied,  // the rows stay for the counts, without these columns
  sealed,   // private texts: what is in them goes, with the key
  kept,     // figures and history: they name nobody but by the row of the person, which names nobody any more
};
BOOST_DESCRIBE_ENUM(Fate, removed, emptied, sealed, kept)

struct PersonalRule {
  std::string_view table;
  Part part = Part::history;
  Fate fate = Fate::kept;
  std::string_view whose;         // SQL on rows of the table; $1 the organization, $2 the person
  std::string_view columns = {};  // emptied: separated by blanks
  // Between two, or the person's own: left out of an export that somebody else makes.
  bool is_own = false;
  // Holds addresses that the rest is found by: carried out last, with the row of the person.
  bool is_last = false;
};

// In the order in which they are carried out; the row of the person itself is not among them.
std::span<const PersonalRule> RulesOf(Subject subject);

// Tables with personal columns that are of nobody in particular, where names and addresses are only looked for in the text.
std::span<const std::string_view> TablesOfNobody();

// Whether its column `sealed` holds words of people that seal/texts.h reads.
bool IsSealedText(std::string_view table);

// Columns that no export holds: keys, hashes, and what is made from others.
bool IsSecretColumn(std::string_view column);

}  // namespace baton::administration
