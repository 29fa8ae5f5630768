-- What Neovim's own client shows, completes and renames: run headless, prints one fact a line.
-- Written for 0.7 and later: vim.lsp.start came with 0.8.
local server, root = vim.split(vim.env.VSM_LSP, "\n"), vim.env.VSM_ROOT
local function say(name, value) io.stdout:write(name .. "\t" .. value .. "\n") end
local function wait(what, ready)
  if not vim.wait(30000, ready, 20) then say("timeout", what) vim.cmd("cquit 3") end
end

vim.cmd("edit " .. root .. "/streams.yaml")
local buffer = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({
  name = "vsm", cmd = server, root_dir = root,
  workspace_folders = { { uri = vim.uri_from_fname(root), name = "w" } },
  capabilities = vim.lsp.protocol.make_client_capabilities(),
})
vim.lsp.buf_attach_client(buffer, id)
local client = vim.lsp.get_client_by_id(id)
wait("start", function() return client.initialized or client.server_capabilities ~= nil end)

wait("problems", function() return #vim.diagnostic.get(buffer) > 0 end)
for _, each in ipairs(vim.diagnostic.get(buffer)) do
  say("problem", (each.lnum + 1) .. ":" .. (each.col + 1) .. " " .. each.code .. " " ..
    vim.split(each.message, "\n")[1])
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 30000)
  return answers and answers[id] and answers[id].result
end
local function at(line, column)
  return { textDocument = vim.lsp.util.make_text_document_params(buffer),
    position = { line = line, character = column } }
end

-- Completion as omnifunc puts it into the popup menu.
vim.api.nvim_buf_set_lines(buffer, 4, 5, false, { "    owner: " })
local offered = ask("textDocument/completion", at(4, 11))
for _, item in ipairs(vim.lsp.util.text_document_completion_list_to_complete_items(offered, "")) do
  say("offered", item.word .. " " .. item.menu)
end
vim.api.nvim_buf_set_lines(buffer, 4, 5, false, { "    owner: desk" })
wait("no problem", function()
  for _, each in ipairs(vim.diagnostic.get(buffer)) do
    if each.code == "VSM005" then return false end
  end
  return true
end)

local hover = ask("textDocument/hover", at(4, 12))
say("hover", vim.split(hover.contents.value, "\n")[1])

-- A rename through the client's own handler, which edits buffers of both files.
vim.api.nvim_win_set_cursor(0, { 5, 12 })
vim.lsp.buf.rename("front")
wait("rename", function()
  return vim.api.nvim_buf_get_lines(buffer, 4, 5, false)[1] == "    owner: front"
end)
vim.cmd("silent wall")
say("renamed", table.concat(vim.fn.readfile(root .. "/vsm.yaml"), "|"))
vim.lsp.stop_client(id)
wait("end", function() return client.is_stopped() end)
say("done", "yes")
vim.cmd("qall!")
