# Writes OUTPUT, a C++ file with every FOLDER/*.sql as it is, in the order of the names.
file(GLOB files ${FOLDER}/*.sql)
list(SORT files)
set(entries "")
foreach(path IN LISTS files)
  get_filename_component(name "${path}" NAME_WE)
  file(READ "${path}" text)
  string(APPEND entries "    {\"${name}\", R\"baton_sql(${text})baton_sql\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "// Made from migrations/*.sql.
#include \"db/migrate.h\"

namespace baton::db {

std::span<const Migration> CompiledMigrations() {
  static constexpr Migration kMigrations[] = {
${entries}  };
  return kMigrations;
}

}  // namespace baton::db
")
