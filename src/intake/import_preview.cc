#include "intake/batch.h"

namespace baton::intake {

Result<Preview> MakePreview(db::Connection& connection, const IntakeOptions& options, const Import& import,
                            Instant now) {
  const Mapping mapping = MappingOf(import);
  const auto files = FindFiles(connection, import.org_id, import.id);
  LoadContext context = ContextOf(connection, import, now);
  context.action_id = Id{};
  // What is not there yet has ids below zero, which nothing has.
  std::int64_t next_id = 0;
  const auto new_id = [&next_id] { return Id{--next_id}; };
  for (const OwnerChoice& owner : mapping.owners) {
    if (owner.key.empty() && !owner.person_id) continue;
    context.owners.emplace(owner.key, owner.person_id ? *owner.person_id : new_id());
  }
  Made made;
  Preview preview;
  for (const std::size_t index : OrderOf(mapping)) {
    const FileMapping& file = mapping.files[index];
    if (file.target == Target::skip) continue;
    const RowForm form(file, {context.currency, context.zone});
    auto reader = TableReader::Open(TableOf(options, files[index], file));
    if (!reader) return Fail(reader.error());
    preview.rows_total += files[index].row_count;
    PreviewFile shown{file.id, file.name, file.target, {}, {}, {}};
    for (std::int64_t rows = 0;;) {
      if (rows >= options.preview_rows) break;
      const auto batch = ReadBatch(*reader, form, rows, options.chunk_rows);
      if (!batch) return Fail(batch.error());
      rows += batch->rows;
      preview.rows_read += batch->rows;
      Loader loader(connection, context, &made, new_id);
      const Work work = loader.Decide(form, batch->records);
      Add(preview.counts, work.counts);
      CountsOf(preview.counts, file.target).rejected += static_cast<std::int64_t>(batch->rejects.size());
      for (const auto* list : {&batch->rejects, &work.rejects}) {
        for (const Reject& reject : *list) {
          if (shown.rejects.size() < kPreviewSamples) shown.rejects.push_back(reject);
        }
      }
      const auto name = [](std::vector<std::string>& into, const std::string& text) {
        if (into.size() < kPreviewSamples) into.push_back(text);
      };
      for (const auto& row : work.people) name(shown.created, row.name);
      for (const auto& row : work.products) name(shown.created, row.name);
      for (const auto& row : work.accounts) name(shown.created, row.name);
      for (const auto& row : work.contacts) name(shown.created, row.name);
      for (const auto& row : work.opportunities) name(shown.created, row.name);
      for (const auto& row : work.activities) name(shown.created, row.subject);
      for (const auto& row : work.changed_accounts) name(shown.changed, row.second.name);
      for (const auto& row : work.changed_contacts) name(shown.changed, row.second.name);
      for (const auto& row : work.changed_opportunities) name(shown.changed, row.second.name);
      for (const auto& row : work.changed_activities) name(shown.changed, row.second.subject);
      if (batch->is_last) break;
    }
    preview.files.push_back(std::move(shown));
  }
  preview.is_complete = preview.rows_read >= preview.rows_total;
  return preview;
}

}  // namespace baton::intake
