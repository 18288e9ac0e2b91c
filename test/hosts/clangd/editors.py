# RUN: %python %s %cohazard-clangd %t %src
"""The settings in docs/editors.md, run as they stand there in those editors that
are installed: an editor shows both findings and makes a quick fix."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

MAIN = """#include "coro.h"
#include <unistd.h>
app::Job<> step();
app::Job<> run() {
  ::sleep(1);
  step();
  co_return;
}
"""

NEOVIM = """
vim.cmd('filetype on')
vim.cmd('edit main.cpp')
vim.wait(60000, function() return #vim.diagnostic.get(0) == 2 end, 50)
for _, d in ipairs(vim.diagnostic.get(0)) do io.stdout:write(d.code .. '\\n') end
vim.api.nvim_win_set_cursor(0, { 6, 2 })
vim.ui.select = function(items, options, choose) choose(items[1], 1) end
vim.lsp.buf.code_action()
vim.wait(60000, function()
  return vim.api.nvim_buf_get_lines(0, 5, 6, false)[1] == '  co_await step();'
end, 50)
vim.wait(60000, function() return #vim.diagnostic.get(0) == 1 end, 50)
io.stdout:write(#vim.diagnostic.get(0) .. ' left\\n')
vim.cmd('write')
vim.cmd('qa!')
"""
EGLOT = """
(find-file "main.cpp")
(run-hooks 'post-command-hook)
(let ((end (+ (float-time) 60)))
  (while (and (< (float-time) end) (< (length (flymake-diagnostics)) 2))
    (accept-process-output nil 0.1)
    (unless flymake-mode (flymake-mode 1))))
(dolist (d (flymake-diagnostics))
  (princ (flymake-diagnostic-text d)))
(goto-char (point-min))
(search-forward "  step()")
(backward-char 3)
(let ((action (aref (jsonrpc-request
                     (eglot-current-server) :textDocument/codeAction
                     (list :textDocument (eglot--TextDocumentIdentifier)
                           :range (list :start (eglot--pos-to-lsp-position)
                                        :end (eglot--pos-to-lsp-position))
                           :context (list :only ["quickfix"]
                                          :diagnostics
                                          (cl-map 'vector #'FOUND
                                                  (flymake-diagnostics)))))
                    0)))
  (eglot--apply-workspace-edit (plist-get action :edit)))
(save-buffer)
""".replace(
    "#'FOUND", "(lambda (d) (cdr (assoc 'eglot-lsp-diag (eglot--diag-data d))))"
)
LSP_MODE = """
(setq lsp-auto-guess-root t lsp-restart 'ignore lsp-enable-snippet nil)
(require 'lsp-diagnostics)
(find-file "main.cpp")
(run-hooks 'post-command-hook)
(defun found () (gethash (buffer-file-name) (lsp-diagnostics)))
(let ((end (+ (float-time) 60)))
  (while (and (< (float-time) end) (< (length (found)) 2))
    (accept-process-output nil 0.1)))
(dolist (d (found)) (princ (lsp-get d :code)))
(goto-char (point-min))
(search-forward "  step()")
(backward-char 3)
(lsp-execute-code-action (car (append (lsp-code-actions-at-point) nil)))
(save-buffer)
"""
ELPA = pathlib.Path("/usr/share/emacs/site-lisp/elpa-src")


def block(source, label):
    text = (source / "docs/editors.md").read_text()
    (found,) = re.findall(rf"^```\w+ {label}\n(.*?)^```$", text, re.M | re.S)
    return found


def project(folder, source):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(source / "test/Inputs/coro.h", folder)
    (folder / "main.cpp").write_text(MAIN)
    command = {
        "directory": str(folder),
        "file": "main.cpp",
        "command": "clang++ -std=c++20 -c main.cpp",
    }
    (folder / "compile_commands.json").write_text(json.dumps([command]))


def run(name, command, folder):
    environment = dict(os.environ, HOME=str(folder), XDG_CONFIG_HOME=str(folder))
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    mended = (folder / "main.cpp").read_text()
    for expected, text in [
        ("cohazard-blocking-call", done.stdout),
        ("cohazard-unawaited-task", done.stdout),
        ("  co_await step();", mended),
    ]:
        assert expected in text, f"{name}: no {expected!r} in\n{text}\n{done.stdout}"
    print(f"{name} works")


def main():
    program, base, source = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])

    def start(label, probe, command):
        folder = base / label
        project(folder, source)
        settings = block(source, label).replace("/path/to/cohazard-clangd", program)
        suffix = ".lua" if command[0] == "nvim" else ".el"
        (folder / f"settings{suffix}").write_text(settings)
        (folder / f"probe{suffix}").write_text(probe)
        run(label, command, folder)

    if shutil.which("nvim"):
        script = ["nvim", "--headless", "-u", "settings.lua", "-c", "luafile probe.lua"]
        start("nvim", NEOVIM, script)
    if shutil.which("emacs"):
        for label, probe in (("eglot", EGLOT), ("lsp-mode", LSP_MODE)):
            if list(ELPA.glob(f"{label}-[0-9]*")):
                paths = [f"--directory={path}" for path in ELPA.iterdir()]
                script = ["emacs", "-Q", "--batch", *paths]
                script += ["-l", "settings.el", "-l", "probe.el"]
                start(label, probe, script)


main()
