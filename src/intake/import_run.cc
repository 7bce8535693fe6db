#include "intake/import_run.h"

#include <algorithm>
#include <chrono>
#include <deque>

#include "base/check.h"
#include "base/log.h"
#include "base/text.h"
#include "intake/batch.h"
#include "intake/log.h"
#include "json/json.h"
#include "people/directory.h"
#include "people/organization.h"

namespace baton::intake {
namespace {

// Whoever waits for a chunk waits for its commit as well, which takes as long as what it writes. So for some chunks behind one
// that was interrupted each is short, before the next one comes.
constexpr int kShortChunks = 20;
constexpr std::chrono::milliseconds kShort{25};

// Without the mapping beside them, which may be long.
Counts StoredCounts(db::Connection& connection, Id org_id, Id import_id) {
  const auto text = connection.QueryValue<std::string>(
      "SELECT counts FROM import WHERE org_id = $1 AND id = $2", org_id, import_id);
  auto counts = json::FromText<Counts>(text.value_or("[]"));
  Check(counts.has_value(), "stored counts are counts");
  return std::move(*counts);
}

}  // namespace

std::string FolderOf(const IntakeOptions& options, Id import_id) {
  return options.data_folder + "/imports/" + ToString(import_id);
}

TableRef TableOf(const IntakeOptions& options, const ImportFile& file, const FileMapping& mapping) {
  return {FolderOf(options, file.import_id) + '/' + file.stored, file.table_index, mapping.has_header};
}

FormContext FormContextOf(db::Connection& connection, Id org_id) {
  const auto organization = people::FindOrganization(connection, org_id);
  Check(organization.has_value(), "an import belongs to an organization");
  return {organization->currency, organization->time_zone};
}

struct ImportRun::OpenFile {
  std::size_t index;
  RowForm form;
  TableReader reader;
  std::deque<Batch> slices = {};        // that were read and are not committed
  std::int64_t rows = 0;                // in these
  std::optional<Problem> failure = {};  // of the row behind them

  void Fill(std::int64_t done, int chunk_rows, int slice_rows);
};

ImportRun::ImportRun(db::Database& database, const IntakeOptions& options, Id org_id, Id import_id,
                     Instant now)
    : database_(database), options_(options) {
  auto reader = database.Read();
  auto found = FindImport(*reader, org_id, import_id);
  if (!found || found->state != ImportState::running) {
    is_over_ = true;
    return;
  }
  import_ = std::move(*found);
  mapping_ = MappingOf(import_);
  files_ = FindFiles(*reader, org_id, import_id);
  Check(files_.size() == mapping_.files.size(), "each file has its mapping");
  context_ = ContextOf(*reader, import_, now);
  for (std::size_t i = 0; i < files_.size(); ++i) {
    if (mapping_.files[i].target == Target::skip) continue;
    done_ += files_[i].done;
    total_ += files_[i].row_count;
  }
}

ImportRun::~ImportRun() = default;

ImportRun::Outcome ImportRun::Step() {
  if (is_over_) return Outcome::done;
  if (!import_.action_id) {
    Begin();
    return Outcome::more;
  }
  for (const std::size_t index : OrderOf(mapping_)) {
    const Target target = mapping_.files[index].target;
    if (target == Target::skip || files_[index].is_finished) continue;
    if (target != Target::person && !has_owners_) ResolveOwners();
    if (Chunk(index)) return Outcome::more;
    return Outcome::done;
  }
  Finish();
  return Outcome::done;
}

// One action for all of it: what audit and undo go by.
void ImportRun::Begin() {
  const Id action_id = database_.Write([&](db::Tx& tx) {
    const action::Action action(tx, action::Actor{import_.org_id, import_.person_id}, kRunKind, context_.now,
                                import_.id);
    tx.Execute("UPDATE import SET action_id = $1 WHERE org_id = $2 AND id = $3", action.id(), import_.org_id,
               import_.id);
    return action.id();
  });
  import_.action_id = action_id;
  context_.action_id = action_id;
}

// After the people of the import are there: who each owner is, with a stand-in for those whom nobody knows.
void ImportRun::ResolveOwners() {
  std::vector<std::pair<std::string, std::string>> sources;
  database_.Write(
      [&](db::Tx& tx) {
        action::Action action(tx, action::Actor{import_.org_id, import_.person_id}, *import_.action_id,
                              context_.now);
        Lookup lookup(tx, import_.org_id);
        const auto by_email = lookup.PeopleByEmail();
        const auto by_name = lookup.PeopleByName();
        Mapping mapping = MappingOf(*FindImport(tx, import_.org_id, import_.id));
        const std::string source = OwnerSource(mapping);
        std::vector<std::string> keys;
        for (const OwnerChoice& owner : mapping.owners) keys.push_back(owner.key);
        const auto by_key = lookup.References(source, "person", keys);
        std::vector<ExternalReference> references;
        for (OwnerChoice& owner : mapping.owners) {
          if (owner.key.empty()) continue;
          const auto known = by_key.find(owner.key);
          if (!owner.person_id) {
            const auto find = [](const IdsByKey& map, const std::string& key) -> std::optional<Id> {
              const auto found = key.empty() ? map.end() : map.find(key);
              return found == map.end() ? std::nullopt : std::optional(found->second);
            };
            if (owner.proposal == OwnerProposal::match) {
              if (known != by_key.end()) owner.person_id = known->second;
              if (!owner.person_id)
                owner.person_id = find(by_email, Fold(owner.email.empty() ? owner.key : owner.email));
              if (!owner.person_id)
                owner.person_id = find(by_name, Fold(owner.name.empty() ? owner.key : owner.name));
            }
            if (!owner.person_id) {
              people::Person person;
              person.name = !owner.name.empty() ? owner.name : !owner.email.empty() ? owner.email : owner.key;
              person.name_fold = Fold(person.name);
              person.is_placeholder = true;
              person.created_at = context_.now;
              if (context_.importer_role == access::Role::manager) person.manager_id = context_.importer_id;
              owner.person_id = people::InsertPerson(action, person)->id;
            }
          }
          // Known by this key from now on, also in the next file of the same source.
          if (known == by_key.end()) {
            ExternalReference reference;
            reference.source = source;
            reference.table_name = "person";
            reference.external_id = owner.key;
            reference.row_id = *owner.person_id;
            references.push_back(std::move(reference));
          }
        }
        action.InsertMany(std::span(references));
        tx.Execute("UPDATE import SET mapping = $1 WHERE org_id = $2 AND id = $3", json::ToText(mapping),
                   import_.org_id, import_.id);
        if (options_.before_commit) options_.before_commit();
        mapping_ = std::move(mapping);
      },
      kBulk);
  // Whoever was removed since the choice owns nothing; whoever came with the import as removed keeps what was owned.
  std::vector<Id> ids;
  for (const OwnerChoice& owner : mapping_.owners) ids.push_back(owner.person_id.value_or(Id{}));
  auto reader = database_.Read();
  const auto people = Lookup(*reader, import_.org_id).People(ids);
  for (const OwnerChoice& owner : mapping_.owners) {
    const auto person = people.find(owner.person_id.value_or(Id{}));
    if (person == people.end()) continue;
    const auto is_ours = [&] {
      const auto maker = FindMaker(*reader, import_.org_id, person->first);
      return maker && maker->action_id == context_.action_id;
    };
    if (!person->second.deleted_at || is_ours()) context_.owners.emplace(owner.key, person->first);
  }
  has_owners_ = true;
}

// Its rows up to the checkpoint are skipped. None: the import has failed.
ImportRun::OpenFile* ImportRun::Open(std::size_t index) {
  if (open_ && open_->index == index) return open_.get();
  const ImportFile& file = files_[index];
  auto reader = TableReader::Open(TableOf(options_, file, mapping_.files[index]));
  if (!reader) return Fail(reader.error(), file.id), nullptr;
  open_.reset(new OpenFile{index, RowForm(mapping_.files[index], {context_.currency, context_.zone}),
                           std::move(*reader)});
  for (std::int64_t skipped = 0; skipped < file.done; ++skipped) {
    const auto row = open_->reader.Next();
    if (!row) return Fail(row.error(), file.id), nullptr;
  }
  return open_.get();
}

// Reads ahead what one chunk may take, outside of its transaction.
void ImportRun::OpenFile::Fill(std::int64_t done, int chunk_rows, int slice_rows) {
  const int limit = std::min(slice_rows, chunk_rows);
  while (rows < chunk_rows && !failure && (slices.empty() || !slices.back().is_last)) {
    auto slice = ReadBatch(reader, form, done + rows, limit);
    if (!slice) {
      failure = slice.error();
      break;
    }
    rows += slice->rows;
    slices.push_back(std::move(*slice));
  }
}

// False when the import is over: a file that cannot be read any further ends it.
bool ImportRun::Chunk(std::size_t index) {
  ImportFile& file = files_[index];
  OpenFile* open = Open(index);
  if (open == nullptr) return false;
  // PostgreSQL's writers do not wait for each other, and each slice has its round trips. People name managers that stand
  // below them, who are found within a slice.
  const bool has_slices = database_.engine() == db::Engine::sqlite && open->form.target() != Target::person;
  open->Fill(file.done, options_.chunk_rows, has_slices ? options_.slice_rows : options_.chunk_rows);
  if (open->slices.empty()) return Fail(*open->failure, file.id), false;

  if (short_chunks_ > 0) --short_chunks_;
  std::size_t taken = 0;
  std::int64_t rows = 0;
  const bool is_current = database_.Write(
      [&](db::Tx& tx) {
        taken = 0;
        rows = 0;
        // Somebody else may have taken the job over, or the import back; whoever comes second waits and sees.
        const auto stored = tx.QueryOne<std::int64_t>(
            "SELECT import_file.done FROM import_file JOIN import ON import.org_id = import_file.org_id AND "
            "import.id = "
            "import_file.import_id WHERE import_file.org_id = $1 AND import_file.id = $2 AND import.state = "
            "'running' baton_for_update()",
            import_.org_id, file.id);
        if (!stored || *stored != file.done) return false;
        action::Action action(tx, action::Actor{import_.org_id, import_.person_id}, *import_.action_id,
                              context_.now);
        Counts counts = StoredCounts(tx, import_.org_id, import_.id);
        const auto end = std::chrono::steady_clock::now() + kShort;
        do {
          const Batch& slice = open->slices[taken++];
          Add(counts, WriteSlice(action, file, open->form, slice));
          rows += slice.rows;
          if (tx.OthersWait()) {
            short_chunks_ = kShortChunks;
            break;
          }
        } while (taken < open->slices.size() &&
                 (short_chunks_ == 0 || std::chrono::steady_clock::now() < end));
        tx.Execute("UPDATE import_file SET done = $1, is_finished = $2 WHERE org_id = $3 AND id = $4",
                   file.done + rows, open->slices[taken - 1].is_last, import_.org_id, file.id);
        tx.Execute("UPDATE import SET counts = $1 WHERE org_id = $2 AND id = $3", json::ToText(counts),
                   import_.org_id, import_.id);
        if (options_.before_commit) options_.before_commit();
        return true;
      },
      kBulk);
  if (!is_current) {
    is_over_ = true;
    return false;
  }
  file.done += rows;
  file.is_finished = open->slices[taken - 1].is_last;
  done_ += rows;
  open->rows -= rows;
  open->slices.erase(open->slices.begin(), open->slices.begin() + static_cast<std::ptrdiff_t>(taken));
  return true;
}

// Each slice finds in the database what those before it wrote.
Counts ImportRun::WriteSlice(action::Action& action, const ImportFile& file, const RowForm& form,
                             const Batch& slice) {
  Made made;
  Loader loader(action.tx(), context_, &made, [&action] { return action.tx().NewId(); });
  Work work = loader.Decide(form, slice.records);
  Write(action, work);
  if (options_.owners_seen) options_.owners_seen(action, form.source(), work.seen_owners);
  work.rejects.insert(work.rejects.end(), slice.rejects.begin(), slice.rejects.end());
  CountsOf(work.counts, form.target()).rejected += static_cast<std::int64_t>(slice.rejects.size());
  InsertRejects(action.tx(), import_.org_id, import_.id, file.id, work.rejects);
  return std::move(work.counts);
}

void ImportRun::Finish() {
  database_.Write([&](db::Tx& tx) {
    for (const FileMapping& file : mapping_.files) {
      if (file.target != Target::skip) SaveMapping(tx, import_.org_id, file, context_.now);
    }
    tx.Execute(
        "UPDATE import SET state = 'done', finished_at = $1, version = version + 1 WHERE org_id = $2 AND id "
        "= $3 AND "
        "state = 'running'",
        context_.now, import_.org_id, import_.id);
    if (options_.before_commit) options_.before_commit();
  });
  is_over_ = true;
}

void ImportRun::Fail(const Problem& problem, Id file_id) {
  database_.Write([&](db::Tx& tx) {
    InsertRejects(tx, import_.org_id, import_.id, file_id, {Reject{-1, 0, "", problem.message, false}});
    tx.Execute(
        "UPDATE import SET state = 'failed', finished_at = $1, version = version + 1 WHERE org_id = $2 AND "
        "id = $3",
        context_.now, import_.org_id, import_.id);
  });
  LogWarning("import.failed", {{"import", ToString(import_.id)}, {"problem", problem.message.key}});
  is_over_ = true;
}

}  // namespace baton::intake
