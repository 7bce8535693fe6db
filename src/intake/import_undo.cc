#include <filesystem>

#include "action/undo.h"
#include "intake/batch.h"
#include "intake/log.h"

namespace baton::intake {

ImportUndo::ImportUndo(db::Database& database, const IntakeOptions& options, const access::Principal& asker,
                       Id import_id, Instant now)
    : database_(database), options_(options), asker_(asker), import_id_(import_id), now_(now) {}

ImportRun::Outcome ImportUndo::Step() {
  const bool has_more = database_.Write(
      [&](db::Tx& tx) {
        const Id org_id = asker_.org_id;
        const auto import = FindImport(tx, org_id, import_id_);
        if (!import || import->state != ImportState::running || !import->action_id) return false;
        const action::Actor actor{org_id, asker_.person_id};
        const LoadContext context = ContextOf(tx, *import, now_);
        auto undoing = import->undo_id ? action::Action(tx, actor, *import->undo_id, context.now)
                                       : action::Action(tx, actor, kUndoKind, context.now, import_id_);
        const bool sees_all =
            ScopeOf(asker_, access::Deed::change, access::Word::import).reach == access::Reach::organization;
        action::Undone undone;
        const auto last = action::UndoSome(undoing, *import->action_id, *options_.tables, import->undo_from,
                                           options_.chunk_rows, sees_all ? nullptr : &asker_, undone);
        std::vector<Reject> kept;
        for (const action::KeptRow& row : undone.kept) {
          kept.push_back(
              {-1, 0, row.table_name, {"import.kept." + row.why, {{"id", ToString(row.row_id)}}}, true});
        }
        InsertRejects(tx, org_id, import_id_, Id{}, kept);
        if (last) {
          tx.Execute("UPDATE import SET undo_id = $1, undo_from = $2 WHERE org_id = $3 AND id = $4",
                     undoing.id(), *last, org_id, import_id_);
        } else {
          action::FinishUndo(undoing, *import->action_id);
          tx.Execute(
              "UPDATE import SET undo_id = $1, state = 'undone', finished_at = $2, version = version + 1 "
              "WHERE org_id = "
              "$3 AND id = $4",
              undoing.id(), context.now, org_id, import_id_);
        }
        if (options_.before_commit) options_.before_commit();
        return last.has_value();
      },
      kBulk);
  if (has_more) return ImportRun::Outcome::more;
  std::error_code ignored;
  std::filesystem::remove_all(FolderOf(options_, import_id_), ignored);
  return ImportRun::Outcome::done;
}

}  // namespace baton::intake
