-- The Lua half of the VM. A Go function cannot go on after a yield, so what
-- waits must pass through is written in Lua.
local create, create_waiting, resume, yield, status, mark = ...

--- The start of a script that may wait.
local function start(mark_errors, fn, ...)
  mark_errors()
  return fn(...)
end

--- The start of a coroutine: it stands here until it is resumed first.
local function trampoline(mark_errors, fn)
  mark_errors()
  return fn(yield())
end

local function results(...)
  return ...
end

--- Makes a waiting Go function safe to be called in tail position.
local function waiting(fn)
  return function(...)
    return results(fn(...))
  end
end

-- What a protected function yields is passed on to whoever resumes us.
local function finish(co, ok, ...)
  if ok and status(co) == "suspended" then
    return finish(co, resume(co, yield(...)))
  end
  return ok, ...
end

local function pcall(fn, ...)
  if type(fn) ~= "function" then return false, "attempt to call a " .. type(fn) .. " value" end
  local co = create_waiting(fn)
  return finish(co, resume(co, ...))
end

local function handled(handler, ok, ...)
  if ok then return true, ... end
  return false, select(2, pcall(handler, ...))
end

local function xpcall(fn, handler, ...)
  return handled(handler, pcall(fn, ...))
end

local coroutine = { create = create, resume = resume, status = status }

coroutine.yield = waiting(yield)

local function unwrapped(ok, ...)
  if not ok then error((...), 0) end
  return ...
end

function coroutine.wrap(fn)
  local co = create(fn)
  return function(...)
    return unwrapped(resume(co, ...))
  end
end

return start, waiting, pcall, xpcall, coroutine, trampoline
