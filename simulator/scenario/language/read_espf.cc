#include "simulator/scenario/language/read_espf.h"

#include <fmt/format.h>

#include <charconv>

#include "base/http.h"
#include "simulator/billing/event_types.h"
#include "simulator/espf/event_queue.h"

namespace sim::language {
namespace {

using ms = std::chrono::milliseconds;

const Key& key_of(const Keys& keys, std::string_view name) {
  for (const Key& key : keys) {
    if (key.name == name) return key;
  }
  return keys.front();
}

// What stands in a header must be able to, and be found there again.
void check_authorization_text(std::string_view method, std::string_view key, const base::Node& node,
                              base::Findings& findings) {
  const std::string& text = node.text;
  if (method == "basic") {  // in base64 all can be said
    if (text.empty()) findings.add(node, fmt::format("the {} is empty", key), "write, say, `espf`");
    if (key == "login" && text.find(':') != std::string::npos)
      findings.add(node, "a login has no `:`", "what comes after it would be the password");
    return;
  }
  if (key == "secret") {
    if (text.empty()) findings.add(node, "the secret is empty", "whoever signs needs one");
  } else if (key == "type") {
    if (!base::is_header_name(text))
      findings.add(node, fmt::format("`{}` is no type of authorization", text),
                   "write one word, say `Token`");
  } else if (key == "key_id" && text.find('"') != std::string::npos) {
    findings.add(node, "a `key_id` stands in quotes, and has none itself");
  } else if (text.empty() || text.front() == ' ' || text.back() == ' ' || !base::is_header_text(text)) {
    findings.add(node, fmt::format("`{}` cannot stand in a header", key),
                 "write some text in one line, without blanks at its ends");
  }
}

std::optional<Authorization> read_authorization(const Key& key, const base::Node& node,
                                                base::Findings& findings) {
  std::optional<Authorization> result;
  const std::size_t before = findings.size();
  TableReader methods("`authorization`", findings);
  methods.declare(key.keys);
  const auto texts = [&](std::string_view method, const base::Node& map) {
    std::map<std::string, std::string> values;
    TableReader reader(fmt::format("`{}`", method), findings);
    reader.each(key_of(key.keys, method).keys, [&](const Key& each, const base::Member& member) {
      const auto text = each.words.empty() ? base::read_text(member.value, findings)
                                           : base::read_word(member.value, each.words, findings);
      if (!text) return;
      values[each.name] = *text;
      check_authorization_text(method, each.name, member.value, findings);
    });
    reader.read(map);
    return values;
  };
  methods.on("basic", [&](const base::Node& map) {
    auto values = texts("basic", map);
    result = BasicAuthorization{values["login"], values["password"]};
  });
  methods.on("custom", [&](const base::Node& map) {
    auto values = texts("custom", map);
    result = CustomAuthorization{values["type"], values["value"]};
  });
  methods.on("signature", [&](const base::Node& map) {
    auto values = texts("signature", map);
    const bool sha256 = values["algorithm"] == "hmac-sha256";
    result = SignatureAuthorization{values["key_id"], values["secret"],
                                    sha256 ? base::HmacAlgorithm::Sha256 : base::HmacAlgorithm::Sha1};
  });
  methods.read(node);
  if (node.is_map() && node.members.size() != 1) {
    findings.add(node, "one method of authorization must stand here",
                 "one of: " + quoted_list(names(key.keys)));
  }
  if (findings.size() > before) return std::nullopt;
  return result;
}

std::optional<std::vector<std::string>> read_subscriptions(const base::Node& node, base::Findings& findings) {
  if (node.is_scalar() && node.text == "all") return std::nullopt;
  std::vector<std::string> types;
  base::read_list(node, findings, [&](const base::Node& item) {
    const auto type = base::read_text(item, findings);
    if (!type) return;
    types.push_back(*type);
    if (find_event_type(*type) != nullptr || find_grouped_type(*type) != nullptr) return;
    const std::string near = base::nearest(*type, event_type_names());
    findings.add(item, fmt::format("`{}` is not an event type", *type),
                 near.empty() ? "the reference page lists them" : fmt::format("did you mean `{}`?", near));
  });
  return types;
}

// Reads one key that handlers have in common into all of `handlers`.
void read_handler_key(const Key& key, const base::Node& node, std::vector<Handler>& handlers,
                      base::Findings& findings) {
  const auto set = [&](auto Handler::*member, const auto& value) {
    if (!value) return;
    for (Handler& handler : handlers) handler.*member = *value;
  };
  if (key.name == "style") {
    const auto word = base::read_word(node, key.words, findings);
    if (!word) return;
    const auto style = *word == "grouped" ? EventStyle::Grouped : EventStyle::FineGrained;
    for (Handler& handler : handlers) handler.style = style;
  } else if (key.name == "ids") {
    const auto word = base::read_word(node, key.words, findings);
    if (!word) return;
    for (Handler& handler : handlers) handler.ids_as_strings = *word == "string";
  } else if (key.name == "authorization") {
    set(&Handler::authorization, read_authorization(key, node, findings));
  } else if (key.name == "subscriptions") {
    const auto types = read_subscriptions(node, findings);
    for (Handler& handler : handlers) handler.subscriptions = types;
  } else if (key.name == "authorization_header") {
    const auto name = base::read_text(node, findings);
    if (name && !base::is_header_name(*name))
      findings.add(node, fmt::format("`{}` cannot be the name of a header", *name),
                   "write, say, `Authorization`");
    if (name && base::is_message_header(*name))
      findings.add(node, fmt::format("`{}` is another header of each delivery", *name),
                   "write, say, `Authorization`");
    set(&Handler::authorization_header, name);
  } else if (key.name == "answer_timeout") {
    set(&Handler::answer_timeout, read_lasting(node, "an Application needs some time to answer",
                                               "write, say, `1s`, or fault with `hold_answer`", findings));
  } else if (key.name == "any_2xx_confirms") {
    set(&Handler::any_2xx_confirms, base::read_bool(node, findings));
  } else if (key.name == "with_i_env") {
    set(&Handler::with_i_env, base::read_bool(node, findings));
  } else if (key.name == "with_event_time") {
    set(&Handler::with_event_time, base::read_bool(node, findings));
  } else if (key.name == "in_order_per_entity") {
    set(&Handler::in_order_per_entity, base::read_bool(node, findings));
  } else if (key.name == "enabled") {
    set(&Handler::enabled, base::read_bool(node, findings));
  } else if (key.name == "name") {
    const auto name = base::read_text(node, findings);
    if (name && name->empty()) findings.add(node, "the handler's name is empty", "write, say, `EventSender`");
    set(&Handler::name, name);
  }
}

void read_resend(const Key& key, const base::Node& node, ResendPolicy& resend, base::Findings& findings) {
  TableReader reader("`resend`", findings);
  reader.declare(key.keys);
  const auto duration = [&](std::string_view name, ms& into) {
    reader.on(name,
              [&](const base::Node& value) { into = base::read_duration(value, findings).value_or(into); });
  };
  duration("first", resend.first);
  duration("longest", resend.longest);
  reader.on("factor", [&](const base::Node& value) {
    resend.factor = read_number(key_of(key.keys, "factor"), value, findings).value_or(resend.factor);
  });
  reader.on("deliveries_max", [&](const base::Node& value) {
    const Key& row = key_of(key.keys, "deliveries_max");
    const auto count = base::read_integer(value, row.min, row.max, findings);
    resend.deliveries_max = static_cast<int>(count.value_or(resend.deliveries_max));
  });
  if (!reader.read(node) || resend.first <= resend.longest) return;
  const base::Node* first = node.find("first");
  findings.add(first != nullptr ? *first : node,
               fmt::format("the first interval, {}, is longer than the longest, {}",
                           base::duration_text(resend.first), base::duration_text(resend.longest)),
               "no interval is longer than `longest`");
}

void read_rate(const Key& key, const base::Node& node, EspfOptions& options, base::Findings& findings) {
  TableReader reader("`rate`", findings);
  reader.declare(key.keys);
  reader.on("per_second", [&](const base::Node& value) {
    options.deliveries_per_second =
        read_number(key_of(key.keys, "per_second"), value, findings).value_or(options.deliveries_per_second);
  });
  const auto integer = [&](std::string_view name, int& into) {
    reader.on(name, [&into, &key, &findings, name](const base::Node& value) {
      const Key& row = key_of(key.keys, name);
      into = static_cast<int>(base::read_integer(value, row.min, row.max, findings).value_or(into));
    });
  };
  integer("burst", options.burst);
  integer("in_flight_max", options.in_flight_max);
  reader.read(node);
}

// What no handler of that style is sent is never delivered.
void check_subscriptions(const base::Node& map, EventStyle style, base::Findings& findings) {
  const base::Node* types = map.find("subscriptions");
  if (types == nullptr || findings.incomplete()) return;
  for (const base::Node& item : types->items) {
    const EventType* fine = find_event_type(item.text);
    const GroupedType* grouped = find_grouped_type(item.text);
    if (style == EventStyle::Grouped && grouped == nullptr && fine != nullptr) {
      findings.add(item, fmt::format("`{}` is not sent: the style is grouped", item.text),
                   fine->grouped.empty()
                       ? "add `style: fine_grained`"
                       : fmt::format("did you mean `{}`, or `style: fine_grained`?", fine->grouped));
    }
    if (style == EventStyle::FineGrained && fine == nullptr && grouped != nullptr) {
      findings.add(item, fmt::format("`{}` is not sent: the style is fine_grained", item.text),
                   "the reference page lists the types of each style");
    }
  }
}

// A list of handlers, each beginning as `model`.
void read_handlers(const Key& key, const base::Node& node, const Handler& model, EspfOptions& options,
                   base::Findings& findings) {
  std::vector<Handler> handlers;
  base::read_list(node, findings, [&](const base::Node& item) {
    std::vector<Handler> one = {model};
    TableReader reader("a handler", findings);
    reader.each(key.keys, [&](const Key& each, const base::Member& member) {
      read_handler_key(each, member.value, one, findings);
    });
    reader.read(item);
    check_subscriptions(item, one.front().style, findings);
    for (const Handler& other : handlers) {
      if (other.name != one.front().name) continue;
      findings.add(item, fmt::format("two handlers have the name `{}`", other.name), "choose another");
      break;
    }
    handlers.push_back(std::move(one.front()));
  });
  if (node.is_sequence() && node.items.empty())
    findings.add(node, "there must be a handler", "leave `handlers` out");
  if (!handlers.empty()) options.handlers = std::move(handlers);
}

}  // namespace

std::optional<double> read_number(const Key& key, const base::Node& node, base::Findings& findings) {
  const auto text = base::read_text(node, findings);
  if (!text) return std::nullopt;
  double number = 0;
  const auto [end, error] =
      std::from_chars(text->data(), text->data() + text->size(), number, std::chars_format::fixed);
  if (error != std::errc() || end != text->data() + text->size()) {
    findings.add(node, fmt::format("`{}` is not a number", *text), "write 2 or 1.5");
    return std::nullopt;
  }
  if (!(number >= static_cast<double>(key.min) && number <= 1e6)) {
    findings.add(node, fmt::format("`{}` is not between {} and 1000000", *text, key.min));
    return std::nullopt;
  }
  return number;
}

void read_espf(const Key& key, const base::Node& node, EspfOptions& options, base::Findings& findings) {
  // What all handlers have in common comes first, wherever it stands, so that `handlers` begin with it.
  Handler model;
  if (!options.handlers.empty()) model = options.handlers.front();
  std::vector<Handler> common = {model};
  const base::Node* handlers = nullptr;

  TableReader reader("`espf`", findings);
  Keys own;
  Keys shared;
  for (const Key& each : key.keys) {
    const bool is_own = each.name == "resend" || each.name == "rate" || each.name == "coalesce" ||
                        each.name == "release" || each.name == "first_i_event" || each.name == "handlers";
    (is_own ? own : shared).push_back(each);
  }
  reader.declare(own);
  reader.each(shared, [&](const Key& each, const base::Member& member) {
    const std::size_t before = findings.size();
    read_handler_key(each, member.value, options.handlers, findings);
    if (findings.size() == before) read_handler_key(each, member.value, common, findings);
  });
  reader.on("resend", [&](const base::Node& value) {
    read_resend(key_of(key.keys, "resend"), value, options.resend, findings);
  });
  reader.on("rate",
            [&](const base::Node& value) { read_rate(key_of(key.keys, "rate"), value, options, findings); });
  reader.on("coalesce", [&](const base::Node& value) {
    options.coalesce = base::read_bool(value, findings).value_or(options.coalesce);
  });
  reader.on("release", [&](const base::Node& value) {
    const Key& row = key_of(key.keys, "release");
    options.release =
        static_cast<int>(base::read_integer(value, row.min, row.max, findings).value_or(options.release));
  });
  reader.on("first_i_event", [&](const base::Node& value) {
    const Key& row = key_of(key.keys, "first_i_event");
    options.first_i_event =
        base::read_integer(value, row.min, row.max, findings).value_or(options.first_i_event);
  });
  reader.on("handlers", [&](const base::Node& value) { handlers = &value; });
  reader.read(node);
  if (handlers == nullptr || node.find("style") != nullptr)
    check_subscriptions(node, common.front().style, findings);
  if (handlers != nullptr) {
    read_handlers(key_of(key.keys, "handlers"), *handlers, common.front(), options, findings);
  }
}

}  // namespace sim::language
