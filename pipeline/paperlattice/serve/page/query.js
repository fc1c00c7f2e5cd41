/** The query page: examples from the catalogue, answers as a table with links into the explorer. */

const SHOWN = 2000;
const NUMBERS = /#(integer|decimal|double|nonNegativeInteger)$/;
const OTHERS = /^(assertion|graph|lexicon|mention|recogniser|run|scheme|sentence|similarity|software|source)\//;

const form = document.getElementById("form");
const example = document.getElementById("example");
const comment = document.getElementById("comment");
const text = document.getElementById("text");
const status = document.getElementById("status");
const answer = document.getElementById("answer");

const catalogue = await (await fetch("/catalogue.json")).json();
example.append(...catalogue.queries.map(({ name, title }) => new Option(title, name)));
example.addEventListener("change", choose);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
choose();

function choose() {
  const query = catalogue.queries.find(({ name }) => name === example.value);
  comment.textContent = query.comment;
  text.value = query.text.replace(/^#.*\n/gm, "").trimStart();
}

async function run() {
  say("Asking…");
  const began = performance.now();
  try {
    const response = await fetch("/sparql", {
      method: "POST",
      headers: {
        "Content-Type": "application/sparql-query",
        Accept: "application/sparql-results+json, text/turtle;q=0.5",
      },
      body: text.value,
    });
    const body = await response.text();
    if (!response.ok) return say(body, true);
    const graph = response.headers.get("Content-Type").startsWith("text/turtle");
    const rows = graph ? showText(body) : showResults(JSON.parse(body));
    say(`${rows} in ${Math.round(performance.now() - began)} ms`);
  } catch (error) {
    say(`The server does not answer: ${error.message}`, true);
  }
}

function say(message, wrong = false) {
  status.textContent = message;
  status.classList.toggle("wrong", wrong);
}

function showText(body) {
  const block = document.createElement("pre");
  block.textContent = body;
  answer.replaceChildren(block);
  return `${body.split("\n").length - 1} lines`;
}

function showResults(document_) {
  if ("boolean" in document_) return showText(`${document_.boolean}\n`) && "Answered";
  const columns = document_.head.vars;
  const rows = document_.results.bindings;
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  head.append(...columns.map((column) => Object.assign(document.createElement("th"), { textContent: column, scope: "col" })));
  const body = table.createTBody();
  for (const row of rows.slice(0, SHOWN)) {
    const line = body.insertRow();
    for (const column of columns) fill(line.insertCell(), row[column]);
  }
  answer.replaceChildren(table);
  const cut = rows.length > SHOWN ? ` (the first ${SHOWN} shown)` : "";
  return `${rows.length} ${rows.length === 1 ? "row" : "rows"}${cut}`;
}

function fill(cell, term) {
  if (!term) return;
  if (term.type !== "uri") {
    cell.textContent = term.value;
    cell.classList.toggle("number", NUMBERS.test(term.datatype ?? ""));
    return;
  }
  const link = document.createElement("a");
  link.textContent = term.value.replace(catalogue.base, "");
  const address = addressOf(term.value);
  if (address) link.href = address;
  cell.append(address ? link : link.textContent);
}

/** The place of an IRI: in the explorer for papers and entities, on the web for what is not ours. */
function addressOf(iri) {
  if (!iri.startsWith(catalogue.base)) return /^https?:/.test(iri) ? iri : "";
  const key = iri.slice(catalogue.base.length);
  if (OTHERS.test(key) || !key.includes("/")) return "";
  return `/#item=${encodeURIComponent(decodeURIComponent(key))}`;
}
