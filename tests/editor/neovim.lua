-- dofile('neovim.lua')(WORK): drives Neovim in the workspace WORK/shop as a user would. It ends
-- Neovim with status 1 at the first thing that is not as it should be.
local max_milliseconds = tonumber(vim.env.WAIT_MILLISECONDS or '20000')

local function fail(message)
  io.stderr:write(message, '\n')
  vim.cmd('cquit 1')
end

local function expect(is_met, message, actual)
  if not is_met then fail(message .. (actual and ': ' .. vim.inspect(actual) or '')) end
end

local function wait_for(condition, message, actual)
  expect(vim.wait(max_milliseconds, condition, 20), message, actual and actual())
end

-- What the block uses and a Neovim before 0.8 does not have.
local function add_what_is_missing()
  vim.fs = vim.fs or {
    dirname = function(path) return vim.fn.fnamemodify(path, ':h') end,
    find = function(names, options)
      for _, name in ipairs(names) do
        local flags = options.path .. ';'
        local found = vim.fn.findfile(name, flags)
        if found == '' then found = vim.fn.finddir(name, flags) end
        if found ~= '' then return { vim.fn.fnamemodify(found, ':p'):gsub('/$', '') .. '' } end
      end
      return {}
    end,
  }
  vim.lsp.start = vim.lsp.start
    or function(config)
      for _, client in pairs(vim.lsp.get_active_clients()) do
        if client.name == config.name then return vim.lsp.buf_attach_client(0, client.id) end
      end
      return vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
    end
end

local function rules_of(buffer)
  return vim.tbl_map(function(diagnostic) return diagnostic.code end, vim.diagnostic.get(buffer))
end

local function wait_for_rules(buffer, rules, message)
  wait_for(
    function() return vim.deep_equal(rules_of(buffer), rules) end,
    message,
    function() return vim.diagnostic.get(buffer) end
  )
end

-- The cursor to the first place of a text in the current buffer.
local function go_to(text)
  vim.fn.cursor(1, 1)
  expect(vim.fn.search('\\V' .. text, 'c') > 0, 'this is not in the file: ' .. text)
end

-- The text of the floating window, once there is one.
local function floating_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
      return table.concat(lines, '\n')
    end
  end
end

-- Takes the code action whose title has this text, as soon as Neovim asks which one to make.
local function choose_action(text)
  vim.ui.select = function(items, options, on_choice)
    for _, item in ipairs(items) do
      if options.format_item(item):find(text, 1, true) then return on_choice(item) end
    end
    local titles = vim.tbl_map(options.format_item, items)
    fail('there is no such code action: ' .. text .. ' among ' .. vim.inspect(titles))
  end
  vim.lsp.buf.code_action()
end

local function replace(text, replacement)
  go_to(text)
  vim.cmd('normal! "_d' .. #text .. 'l')
  vim.api.nvim_put({ replacement }, 'c', vim.fn.col('.') == vim.fn.col('$') - 1, true)
end

local function run(work)
  expect(loadfile(work .. '/enable.lua'), 'the block for Neovim 0.11 is no Lua')
  add_what_is_missing()
  dofile(work .. '/start.lua')
  vim.o.hidden = true
  vim.cmd('filetype on')

  vim.cmd('edit pod-test4.yaml')
  local pod = vim.api.nvim_get_current_buf()
  wait_for_rules(pod, { 'token-automounted' }, 'no diagnostics of the pod')
  local diagnostic = vim.diagnostic.get(pod)[1]
  local place = { diagnostic.lnum, diagnostic.col, diagnostic.end_lnum, diagnostic.end_col }
  expect(vim.deep_equal(place, { 4, 0, 4, 4 }), 'another place', diagnostic)
  expect(diagnostic.severity == vim.diagnostic.severity.WARN, 'another severity', diagnostic)
  expect(diagnostic.source == 'irsalint', 'another source', diagnostic)

  go_to('my-sa')
  vim.lsp.buf.hover()
  wait_for(floating_text, 'there is no hover')
  local hover = floating_text()
  expect(hover:find('arn:aws:iam::111122223333:role/', 1, true), 'another hover', hover)

  vim.lsp.buf.definition()
  wait_for(
    function() return vim.endswith(vim.api.nvim_buf_get_name(0), 'shop/sa-my-sa.yaml') end,
    'the definition of serviceAccountName is not the account',
    function() return vim.api.nvim_buf_get_name(0) end
  )
  go_to('arn:aws')
  vim.lsp.buf.definition()
  wait_for(
    function() return vim.endswith(vim.api.nvim_buf_get_name(0), 'shop/trust-my-sa.json') end,
    'the definition of the role is not its trust policy',
    function() return vim.api.nvim_buf_get_name(0) end
  )

  local policy = vim.api.nvim_get_current_buf()
  wait_for_rules(policy, {}, 'a finding in the trust policy')
  replace(':my-sa"', ':my-sb"')
  wait_for_rules(policy, { 'sub-mismatch' }, 'an edit of the policy causes no finding')
  go_to('system:serviceaccount:default:my-sb')
  choose_action('write "system:serviceaccount:default:my-sa"')
  wait_for_rules(policy, {}, 'the fix of the policy leaves its finding')

  vim.api.nvim_set_current_buf(pod)
  go_to('spec:')
  choose_action("set automountServiceAccountToken: false in the pod's spec")
  wait_for_rules(pod, {}, 'the fix of the pod leaves its finding')
  vim.cmd('write')
  io.stderr:write('Neovim is served\n')
  vim.cmd('qall!')
end

return function(work)
  local is_done, problem = xpcall(run, debug.traceback, work)
  if not is_done then fail(problem) end
end
