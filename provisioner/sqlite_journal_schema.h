// The tables of SqliteEventJournal, and how those of an older release become them. For the journal's own
// file.
#pragma once

#include <string>

#include "base/result.h"
#include "provisioner/sqlite_database.h"

namespace prov {

// Makes the tables of a new file, or brings those of an older release up to date, in one transaction: a file
// whose migration was cut short is as it was. `path` is for messages. Errors: Unavailable, naming the file: a
// newer release made it, it is no journal, it cannot be written.
base::Result<void> prepare_journal(SqliteDatabase& database, const std::string& path);

// "the journal /x/y.db cannot be used: …"
tl::unexpected<base::Error> unusable_journal(const std::string& path, const std::string& why);

}  // namespace prov
