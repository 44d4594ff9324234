// One seat in this page: a terminal, its keys to the server, its picture back; and a way back when the line drops.
import { Terminal } from "./xterm.mjs";
import { FitAddon } from "./addon-fit.mjs";

const words = JSON.parse(document.getElementById("words").textContent);
const word = document.getElementById("word"), said = document.getElementById("said"), again = document.getElementById("again");
const LEAST = { cols: 60, rows: 20 }, PIECE = 8192, LARGEST = 18;
const terminal = new Terminal({
  fontFamily: '"Seat Mono", "Seat Braille", monospace', fontSize: LARGEST, lineHeight: 1, scrollback: 0, cursorBlink: false,
  allowProposedApi: false, linkHandler: { activate() {} }, macOptionIsMeta: false, customGlyphs: true,
  theme: { background: "#14181d", foreground: "#e6e4df" },
});
const fit = new FitAddon();
terminal.loadAddon(fit);
let socket = null, tries = 0, over = false, waiting = 0;

function show(text, button) {
  word.hidden = !text;
  said.textContent = text || "";
  again.hidden = !button;
}

const painted = () => new Promise((done) => requestAnimationFrame(done));

// As large as 18 px, and smaller where 60 x 20 would not fit else; cells are known once something was painted.
async function resize() {
  terminal.options.fontSize = LARGEST;
  let room = null;
  for (let frame = 0; frame < 60 && !(room && room.cols > 1); frame++) {
    await painted();
    room = fit.proposeDimensions();
  }
  if (!room) return;
  const share = Math.min(room.cols / LEAST.cols, room.rows / LEAST.rows, 1);
  if (share < 1) {
    terminal.options.fontSize = Math.max(6, Math.floor(LARGEST * share));
    await painted();
  }
  fit.fit();
}

function send(message) {
  if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

async function sit() {
  clearTimeout(waiting);
  let ticket;
  try {
    const answer = await fetch("ticket", { method: "POST", credentials: "same-origin", cache: "no-store" });
    if (answer.status === 403 || answer.status === 401) { location.replace("./"); return; }
    if (!answer.ok) throw new Error(String(answer.status));
    ticket = (await answer.json()).ticket;
  } catch { later(); return; }
  const address = new URL("seat", location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  const line = new WebSocket(address);
  socket = line;
  line.binaryType = "arraybuffer";
  line.onopen = () => { terminal.reset(); line.send(JSON.stringify(["sit", ticket, terminal.cols, terminal.rows])); };
  line.onmessage = (event) => { tries = 0; show(""); terminal.write(new Uint8Array(event.data)); };
  line.onclose = (event) => {
    if (socket !== line) return;
    socket = null;
    if (event.code in words.ends) { over = true; show(words.ends[event.code], true); }
    else later();
  };
}

function later() {
  if (over) return;
  show(words.dropped, true);
  waiting = setTimeout(sit, Math.min(5000, 500 * 2 ** Math.min(tries++, 4)) * (0.75 + Math.random() / 2));
}

function sitAgain() { over = false; tries = 0; show(words.dropped); sit(); }

again.onclick = sitAgain;
terminal.onData((data) => { for (let at = 0; at < data.length; at += PIECE) send(["keys", data.slice(at, at + PIECE)]); });
terminal.onBinary((data) => send(["keys", data]));
terminal.onResize(({ cols, rows }) => send(["size", cols, rows]));
addEventListener("resize", resize);
addEventListener("online", () => { if (!socket) sitAgain(); });
// Function keys are the program's: F5 sends an answer and must not reload the page.
terminal.attachCustomKeyEventHandler((event) => {
  if (/^F([1-9]|10)$/.test(event.key)) event.preventDefault();
  return true;
});

await Promise.all(["16px 'Seat Mono'", "bold 16px 'Seat Mono'"].map((font) => document.fonts.load(font)));
terminal.open(document.getElementById("terminal"));
await resize();
terminal.focus();
addEventListener("focus", () => terminal.focus());
window.seatText = () => Array.from({ length: terminal.rows }, (_, row) =>
  terminal.buffer.active.getLine(row)?.translateToString(true) ?? "").join("\n");
sit();
