// Leaves out the components of Tabler that the platform does not use (unused.txt, one pattern of class names a
// line), and the rules of the other writing direction.
import { readFileSync } from "node:fs";

const patterns = readFileSync(new URL("unused.txt", import.meta.url), "utf8").trim().split("\n");
const UNUSED = new RegExp(`^(?:${patterns.join("|")})`);

function end(css, from, open, close) {
  let depth = 0;
  for (let at = from; at < css.length; at++) {
    if (css[at] === '"' || css[at] === "'") at = css.indexOf(css[at], at + 1);
    else if (css[at] === open) depth++;
    else if (css[at] === close && --depth === 0) return at;
  }
  return css.length;
}

function selectors(text) {
  const parts = [""];
  let depth = 0;
  for (const sign of text) {
    if (sign === "(") depth++;
    if (sign === ")") depth--;
    if (sign === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += sign;
  }
  return parts;
}

function isWanted(selector) {
  if (/\[dir=.?rtl/.test(selector)) return false;
  const plain = selector.replace(/:(not|is|where)\([^()]*(\([^()]*\)[^()]*)*\)/g, "").replace(/\[[^\]]*\]/g, "");
  const classes = plain.match(/\.-?[_a-zA-Z][\w-]*/g) ?? [];
  return !classes.some((name) => UNUSED.test(name.slice(1)));
}

/** The style sheet without them. */
export function trim(css) {
  let result = "";
  for (let at = 0; at < css.length; ) {
    const brace = css.indexOf("{", at);
    if (brace < 0) break;
    const statement = css.slice(at, brace);
    const semicolon = statement.indexOf(";");
    if (statement.trimStart().startsWith("@") && semicolon >= 0) {
      result += css.slice(at, at + semicolon + 1);
      at += semicolon + 1;
      continue;
    }
    const close = end(css, brace, "{", "}");
    const body = css.slice(brace + 1, close);
    result += rule(statement, body);
    at = close + 1;
  }
  return result;
}

function rule(head, body) {
  const start = head.trim();
  if (/^@(media|supports|layer|container)/.test(start)) {
    const inside = trim(body);
    return inside ? `${head}{${inside}}` : "";
  }
  if (start.startsWith("@")) return `${head}{${body}}`;
  const wanted = selectors(head).filter(isWanted);
  return wanted.length ? `${wanted.join(",")}{${body}}` : "";
}
