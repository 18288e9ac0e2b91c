"use strict";
// Elements are made here and nowhere else. What comes from the run is only ever
// text: no markup is parsed after the page has loaded.

/** An element with attributes, listeners under `on…`, and children. */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

const byId = (id) => document.getElementById(id);

const ICONS = {
  // An hourglass: somebody waits.
  "blocking-call": ["M4.5 2h7M4.5 14h7", "M5.5 2v2.2L8 8l2.5-3.8V2M5.5 14v-2.2L8 8l2.5 3.8V14"],
  // Two ways that meet in one place.
  "shared-global": ["M2.5 2.5C2.5 7 5 8 8 8M13.5 2.5C13.5 7 11 8 8 8", "M8 8v5.5M5.8 11.3 8 13.5l2.2-2.2"],
  // A task that nobody picks up.
  "unawaited-task": ["M8 2.2a5.8 5.8 0 1 1-5.8 5.8", "M8 5v3l2 1.6M2.9 5.3l.5-.8M5 3.1l.8-.4"],
  other: ["M8 2 14.2 13.2H1.8Z", "M8 6.5v3M8 11.2v.3"],
  open: ["M4 7.5h8v6H4z", "M5.5 7.5V5a2.5 2.5 0 0 1 4.8-1"],
  closed: ["M4 7.5h8v6H4z", "M5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5"],
};

function icon(name) {
  const SVG = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  for (const line of ICONS[name] ?? ICONS.other) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    drawing.append(path);
  }
  return drawing;
}

// Characters that draw nothing, or turn the text around them, are shown by number:
// a name or a comment must not look like another one.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const UNSEEN_PARTS = new RegExp(`(${UNSEEN.source})`);

/** The text as nodes to append. */
function visible(text) {
  if (!UNSEEN.test(text)) return [text];
  return text.split(UNSEEN_PARTS).filter(Boolean).map((part) =>
    UNSEEN.test(part)
      ? make("span", { class: "control" }, "U+" + part.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0"))
      : part);
}

/** For places that hold no elements. */
const plain = (text) => text.split(UNSEEN_PARTS).filter((part) => !UNSEEN.test(part)).join("");

/** The text with all that matches one of \p words marked. */
function marked(text, words) {
  if (!words.length) return visible(text);
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return visible(text);
  const parts = [];
  let from = 0;
  for (;;) {
    let at = -1, length = 0;
    for (const word of words) {
      const found = lower.indexOf(word, from);
      if (found >= 0 && (at < 0 || found < at)) [at, length] = [found, word.length];
    }
    if (at < 0) break;
    parts.push(...visible(text.slice(from, at)), make("mark", {}, ...visible(text.slice(at, at + length))));
    from = at + length;
  }
  parts.push(...visible(text.slice(from)));
  return parts;
}

/** A message, whose 'names' are code. */
function prose(text, words = []) {
  return text.split(/('[^']+')/).filter(Boolean).map((part) =>
    part.length > 2 && part.startsWith("'") && part.endsWith("'")
      ? make("code", {}, ...marked(part.slice(1, -1), words))
      : make("span", {}, ...marked(part, words)));
}

/** A path whose folders step back behind the name. */
function pathName(file, words = []) {
  const cut = file.lastIndexOf("/") + 1;
  return make("bdi", { class: "file-name", title: file },
    cut > 0 && make("span", { class: "folder" }, ...marked(file.slice(0, cut), words)),
    make("span", { class: "leaf" }, ...marked(file.slice(cut), words)));
}

const counted = (n, word) => `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
const capitalised = (text) => text.charAt(0).toUpperCase() + text.slice(1);
