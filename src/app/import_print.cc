#include "app/import_print.h"

#include <algorithm>
#include <ostream>

#include "audit/job_routes.h"
#include "json/json.h"

namespace baton::app {
namespace {

using intake::ImportContext;

std::string TargetText(const ImportContext& context, intake::Target target) {
  return context.say({"ui.import.target." + std::string(json::NameOf(target))});
}

std::string FieldText(const ImportContext& context, const intake::ColumnMapping& column) {
  if (!column.field) return context.say({"cli.import.not_imported"});
  std::string text = context.say({"import.field." + std::string(json::NameOf(*column.field))});
  if (column.is_ambiguous) {
    const bool is_date = column.date_form.has_value();
    const std::string form =
        is_date ? std::string(json::NameOf(*column.date_form))
                : std::string(json::NameOf(column.decimal.value_or(intake::DecimalChoice::point)));
    text +=
        ' ' + context.say({is_date ? "cli.import.date_guess" : "cli.import.decimal_guess", {{"form", form}}});
  }
  return text;
}

std::string CountsText(const ImportContext& context, const intake::TargetCounts& counts) {
  return context.say({"cli.import.counts",
                      {{"target", TargetText(context, counts.target)},
                       {"created", counts.created},
                       {"changed", counts.changed},
                       {"unchanged", counts.unchanged},
                       {"rejected", counts.rejected},
                       {"kept", counts.kept}}});
}

std::string Shown(const std::string& key, const std::string& name) {
  return name.empty() || name == key ? key : name;
}

void PrintNames(const ImportContext& context, const char* key, const std::vector<std::string>& names,
                std::ostream& out) {
  if (names.empty()) return;
  std::string joined;
  for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 5); ++i) {
    joined += (joined.empty() ? "" : ", ") + names[i];
  }
  out << "    " << context.say({key, {{"names", joined}}}) << '\n';
}

}  // namespace

void PrintMapping(const ImportContext& context, const intake::Mapping& mapping, std::ostream& out) {
  for (const intake::FileMapping& file : mapping.files) {
    const bool is_known = file.target != intake::Target::skip;
    out << context.say({is_known ? "cli.import.file" : "cli.import.file_unknown",
                        {{"name", file.name},
                         {"target", TargetText(context, file.target)},
                         {"source", file.source},
                         {"rows", file.rows_estimate}}})
        << '\n';
    if (!is_known) continue;
    std::size_t width = 0;
    for (const auto& column : file.columns) width = std::max(width, column.header.size());
    width = std::min<std::size_t>(width, 40);
    for (const auto& column : file.columns) {
      const std::size_t blanks = width > column.header.size() ? width - column.header.size() : 0;
      out << "  " << column.header << std::string(blanks, ' ') << "  " << FieldText(context, column) << '\n';
    }
  }
}

void PrintOwners(const ImportContext& context, const intake::Mapping& mapping,
                 const std::unordered_map<Id, people::PersonRef>& people, std::ostream& out) {
  if (mapping.owners.empty()) return;
  out << context.say({"cli.import.owners"}) << '\n';
  for (const intake::OwnerChoice& owner : mapping.owners) {
    const auto person = people.find(owner.person_id.value_or(Id{}));
    const std::string who = person != people.end() ? person->second.name
                            : owner.proposal == intake::OwnerProposal::match
                                ? context.say({"cli.import.owner_comes"})
                                : context.say({"cli.import.owner_stand_in"});
    const std::string note = owner.note_key.empty() ? "" : context.say({owner.note_key});
    out << "  "
        << context.say({"cli.import.owner",
                        {{"owner", owner.key.empty() ? context.say({"import.owner.none"})
                                                     : Shown(owner.key, owner.name)},
                         {"rows", owner.count},
                         {"who", who},
                         {"has_note", std::string(note.empty() ? "no" : "yes")},
                         {"note", note}}})
        << '\n';
  }
}

void PrintPreview(const ImportContext& context, const intake::PreviewView& preview, std::ostream& out) {
  out << context.say({preview.is_complete ? "cli.import.preview" : "cli.import.preview_part",
                      {{"read", preview.rows_read}, {"total", preview.rows_total}}})
      << '\n';
  for (const intake::PreviewTarget& target : preview.targets) {
    out << "  " << CountsText(context, target) << '\n';
    PrintNames(context, "cli.import.new", target.sample, out);
    PrintNames(context, "cli.import.changed", target.sample_changed, out);
    for (const intake::RejectView& reject : target.sample_rejected) {
      out << "    "
          << context.say({"cli.import.reject",
                          {{"file", reject.file},
                           {"line", reject.line},
                           {"column", reject.column},
                           {"reason", reject.reason},
                           {"mend", reject.mend}}})
          << '\n';
    }
  }
}

void PrintCounts(const ImportContext& context, const intake::Counts& counts, std::ostream& out) {
  for (const intake::TargetCounts& entry : counts) out << "  " << CountsText(context, entry) << '\n';
}

std::string ProgressText(const ImportContext& context, const std::string& key, const job::Job& job,
                         Instant now) {
  const auto pace = audit::PaceOf(job, now);
  return context.say({key,
                      {{"done", job.done},
                       {"total", job.total},
                       {"has_rate", std::string(pace.rate_per_second ? "yes" : "no")},
                       {"rate", static_cast<std::int64_t>(pace.rate_per_second.value_or(0))},
                       {"has_left", std::string(pace.seconds_left ? "yes" : "no")},
                       {"left", pace.seconds_left.value_or(0)}}});
}

}  // namespace baton::app
