// What a method does to the world, through billing's changes alone: their events are recorded, and no others.
//
//   Deeds deeds(call);
//   if (auto done = deeds.run(EntityKind::Account, i_account.value(), "block"); !done) return …fault…;
//   return answer_with(std::move(deeds).take(), "i_account");
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "simulator/api/method_table.h"
#include "simulator/billing/changes.h"

namespace sim::api {

// Several deeds as one change: each sees what those before it did; where one fails, none has happened.
class Deeds {
 public:
  explicit Deeds(const Call& call) : call_(call) {}

  // `argument` is JSON in the words of the deed. Faults: Server.<Service>.<reason>, "duplicate_id" among them
  // (attested); the other reasons are assumed.
  OrFault<void> run(EntityKind entity, std::int64_t id, const std::string& deed,
                    const base::Json& argument = nullptr);
  // A deed that creates the entity of that name.
  OrFault<void> create(EntityKind entity, const std::string& name, const std::string& deed,
                       const base::Json& argument);

  // The world as it is after the deeds so far.
  const World& world() const { return draft_ ? *draft_ : call_.world; }
  // The subject of the last deed, where it has changed; its number.
  std::int64_t subject() const { return subject_; }
  ChangeSet take() && { return std::move(changes_); }

 private:
  OrFault<void> run(const ChangeRequest& request);

  const Call& call_;
  ChangeSet changes_;
  std::optional<World> draft_;  // from the second deed on
  bool is_draft_current_ = true;
  std::int64_t subject_ = 0;
};

// {"<name>": N} with the change, or {"success": 1} where `name` is "".
MethodAnswer written(Deeds&& deeds, const std::string& name, std::int64_t number = 0);

// Server.<Service>.not_found (assumed): for writes, which need what they name.
Fault not_found(const Call& call, const std::string& what);

// Those members of the parameter `info` ("account_info") that the deed `set` or `create` of that entity takes
// and the description names, as its argument. A member that only `create` takes is refused in a `set`, unless
// it says what `current` has already; others are passed over.
OrFault<base::Json> deed_argument(const Call& call, EntityKind entity, const std::string& deed,
                                  const std::string& info, const base::Json& current);

// service_features and custom_fields_values, as the wire lists them.
OrFault<void> set_service_features(Deeds& deeds, EntityKind entity, std::int64_t id, const base::Json& list);
OrFault<void> set_custom_fields(Deeds& deeds, EntityKind entity, std::int64_t id, const base::Json& list);

}  // namespace sim::api
