#include "provisioner/sqlite_database.h"

#include <sqlite3.h>

#include <utility>

namespace prov {
namespace {

constexpr int kBusyMilliseconds = 5000;

}  // namespace

std::int64_t SqlRow::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::optional<std::int64_t> SqlRow::maybe_integer(int column) const {
  if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return {};
  return integer(column);
}

std::string SqlRow::text(int column) const {
  const auto* bytes = sqlite3_column_text(statement_, column);
  if (bytes == nullptr) return "";
  return {reinterpret_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

base::Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const std::string& path) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(handle, path));
  if (code != SQLITE_OK) return database->error();
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  return database;
}

SqliteDatabase::~SqliteDatabase() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

tl::unexpected<base::Error> SqliteDatabase::error() const {
  const char* what = handle_ == nullptr ? "out of memory" : sqlite3_errmsg(handle_);
  return base::fail(base::ErrorKind::Unavailable, "the journal " + path_ + ": " + what);
}

base::Result<void> SqliteDatabase::run(std::string_view sql, const std::vector<SqlValue>& values,
                                       const std::function<void(const SqlRow&)>& row) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    sqlite3_stmt* prepared = nullptr;
    const int length = static_cast<int>(sql.size());
    if (sqlite3_prepare_v3(handle_, sql.data(), length, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr) !=
        SQLITE_OK) {
      return error();
    }
    found = statements_.emplace(std::string(sql), prepared).first;
  }
  auto* statement = found->second;
  int index = 0;
  for (const auto& value : values) {
    index += 1;
    if (value.integer) {
      sqlite3_bind_int64(statement, index, *value.integer);
    } else if (value.text) {
      sqlite3_bind_text64(statement, index, value.text->data(), value.text->size(), SQLITE_STATIC,
                          SQLITE_UTF8);
    } else {
      sqlite3_bind_null(statement, index);
    }
  }
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    if (row) row(SqlRow(statement));
  }
  base::Result<void> result;
  if (code != SQLITE_DONE) result = error();
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  return result;
}

base::Result<void> SqliteDatabase::script(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return error();
  return {};
}

std::int64_t SqliteDatabase::changed_rows() const { return sqlite3_changes64(handle_); }
std::int64_t SqliteDatabase::last_row_id() const { return sqlite3_last_insert_rowid(handle_); }

}  // namespace prov
