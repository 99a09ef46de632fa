// Canonical JSON: each object of an archive has exactly one text. Numbers of the group stay decimal texts.
// A fault is a trail of sentences with their values, outermost first: the very ones of commission/urn, in English,
// by which a page finds them in its catalog.
function fault(sentence, values) {
  const error = new Error(sentence);
  error.trail = [[sentence, values || {}]];
  return error;
}

function about(sentence, values, act) {
  try {
    return act();
  } catch (error) {
    if (error.trail) error.trail.unshift([sentence, values]);
    throw error;
  }
}

const must = (truth, sentence, values) => { if (!truth) throw fault(sentence, values); };

const LIMITS = {Element: String(P), Scalar: String(Q)};
const TYPES = {str: "string", int: "number"};

// A kind is the name of a plain one, or {list}, {either}, {only} or {name, fields}; "?" ends the name of a field that
// may be absent.
function take(kind, value) {
  if (LIMITS[kind]) return takeNumber(kind, value);
  if (TYPES[kind]) return takePlain(kind, value);
  if (kind.list) return expect("list", Array.isArray(value), value).map(item => take(kind.list, item));
  if (kind.either) return takeTagged(kind.either, value);
  if (kind.only) {
    must(kind.only.includes(value), "a value is none of {allowed}",
      {allowed: kind.only.map(item => JSON.stringify(item)).join(", ")});
    return value;
  }
  return takeObject(kind, value);
}

function expect(kind, truth, value) {
  must(truth, "what should be a JSON {kind} is something else", {kind});
  return value;
}

function takeNumber(kind, value) {
  expect("str", typeof value === "string", value);
  const limit = LIMITS[kind], low = value.length < limit.length || (value.length === limit.length && value < limit);
  must(/^(0|[1-9][0-9]*)$/.test(value) && low && (kind === "Scalar" || value !== "0"),
    "a number is not a decimal text in the range of its kind, {kind}", {kind});
  return value;
}

function takePlain(kind, value) {
  expect(kind, typeof value === TYPES[kind] && (kind === "str" || Number.isSafeInteger(value)), value);
  must(kind === "str" || value >= 0, "a count is negative");
  // Half a pair of surrogates, which JSON can escape and UTF-8 cannot write.
  must(kind === "int" || !/[\ud800-\udfff]/u.test(value), "it is not readable JSON");
  return value;
}

function takeTagged(kinds, value) {
  const tagged = Array.isArray(value) && value.length === 2 && Object.keys(kinds).includes(value[0]);
  must(tagged, "what should be one of {kinds} is something else", {kinds: Object.keys(kinds).join(", ")});
  return [value[0], take(kinds[value[0]], value[1])];
}

function takeObject({name, fields}, value) {
  expect("dict", value !== null && typeof value === "object" && !Array.isArray(value), value);
  const known = Object.keys(fields).map(field => field.replace("?", ""));
  const number = Object.keys(value).filter(field => !known.includes(field)).length, taken = {};
  must(!number, "{kind} has {number} unknown field(s)", {kind: name, number});
  const has = field => Object.prototype.hasOwnProperty.call(value, field);
  for (const field of Object.keys(fields)) {
    must(field.endsWith("?") || has(field), "{kind} has no field {name}", {kind: name, name: field});
  }
  for (const field of Object.keys(fields)) {
    const bare = field.replace("?", "");
    if (has(bare)) taken[bare] = take(fields[field], value[bare]);
  }
  return taken;
}

function parse(kind, text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw fault("it is not readable JSON");
  }
  return take(kind, value);
}

function read(kind, text) {
  const value = parse(kind, text);
  must(JSON.stringify(value) === text, "it is not in canonical form");
  return value;
}

function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", {fatal: true, ignoreBOM: true}).decode(bytes);
  } catch (error) {
    throw fault("it is not readable JSON");
  }
}
