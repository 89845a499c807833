// The little of SQLite that the journal needs, with its errors as values. One thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace prov {

// A value to bind; nothing is NULL.
struct SqlValue {
  SqlValue(std::int64_t value) : integer(value) {}                 // NOLINT(google-explicit-constructor)
  SqlValue(int value) : integer(value) {}                          // NOLINT(google-explicit-constructor)
  SqlValue(std::string_view value) : text(value) {}                // NOLINT(google-explicit-constructor)
  SqlValue(const std::string& value) : text(value) {}              // NOLINT(google-explicit-constructor)
  SqlValue(std::nullopt_t) {}                                      // NOLINT(google-explicit-constructor)
  SqlValue(std::optional<std::int64_t> value) : integer(value) {}  // NOLINT(google-explicit-constructor)

  std::optional<std::int64_t> integer;
  std::optional<std::string_view> text;  // borrowed until the call returns
};

// The row that a query stands on; valid within its callback.
class SqlRow {
 public:
  explicit SqlRow(sqlite3_stmt* statement) : statement_(statement) {}
  std::int64_t integer(int column) const;
  std::optional<std::int64_t> maybe_integer(int column) const;
  std::string text(int column) const;

 private:
  sqlite3_stmt* statement_;
};

class SqliteDatabase {
 public:
  // Opens or creates the file. Errors: Unavailable, naming the file.
  static base::Result<std::unique_ptr<SqliteDatabase>> open(const std::string& path);
  ~SqliteDatabase();
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  // Runs one statement, prepared once for each text of it. Calls `row` for each row.
  base::Result<void> run(std::string_view sql, const std::vector<SqlValue>& values = {},
                         const std::function<void(const SqlRow&)>& row = {});
  // Runs several statements without values.
  base::Result<void> script(const std::string& sql);

  std::int64_t changed_rows() const;  // by the last run()
  std::int64_t last_row_id() const;

 private:
  SqliteDatabase(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}
  tl::unexpected<base::Error> error() const;

  sqlite3* handle_;
  std::string path_;
  std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

}  // namespace prov
