// The editor's side of `vsm lsp`: starts it, and shows its maps beside the text.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const SHOW_MAP = "vsm.showMap";

let client;

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("vsm.showMapHere", showMapHere),
    vscode.commands.registerCommand("vsm.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("vsm.path")) restart();
    }),
  );
  await start();
}

async function deactivate() {
  await stop();
}

async function start() {
  const command = setting("path") || "vsm";
  client = new LanguageClient(
    "vsm",
    "vsm",
    { command, args: ["lsp"] },
    {
      documentSelector: [{ scheme: "file", language: "yaml" }, { scheme: "untitled", language: "yaml" }],
      middleware: { window: { showDocument: shown } },
    },
  );
  try {
    await client.start();
    await vscode.commands.executeCommand("setContext", "vsm.running", true);
  } catch (error) {
    client = undefined;
    const open = vscode.l10n.t("Open settings");
    const text = vscode.l10n.t("`{0} lsp` could not be started: {1}", command, String(error.message || error));
    if ((await vscode.window.showErrorMessage(text, open)) === open) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "vsm.path");
    }
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await vscode.commands.executeCommand("setContext", "vsm.running", false);
  if (running) await running.stop();
}

async function restart() {
  await stop();
  await start();
}

function setting(name) {
  return vscode.workspace.getConfiguration("vsm").get(name);
}

// The server draws the map of the stream under the cursor, and asks to show its address.
async function showMapHere() {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !client) return;
  const { line, character } = editor.selection.active;
  await client.sendRequest("workspace/executeCommand", {
    command: SHOW_MAP,
    arguments: [editor.document.uri.toString(), { line, character }],
  });
}

// A map stands beside the text; all else that the server asks to show, where it is shown else.
async function shown(params, next) {
  const address = vscode.Uri.parse(params.uri);
  const local = address.scheme === "http" && ["127.0.0.1", "localhost"].includes(address.authority.split(":")[0]);
  if (!local || setting("mapInBrowser")) return next(params, new vscode.CancellationTokenSource().token);
  const reachable = await vscode.env.asExternalUri(address);
  await vscode.commands.executeCommand("simpleBrowser.api.open", reachable, {
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: true,
  });
  return { success: true };
}

module.exports = { activate, deactivate };
