local mud = require("mud")

local function state(script)
  if script.is_active then return "in " .. mud.time.format(math.ceil(script.time_left)) end
  return script.paused and "paused" or "stopped"
end

local function listing(cmd, all)
  local rows = {}
  for _, s in ipairs(all) do
    local on = s.obj and s.obj.dbref .. " " .. s.obj.key or "the game"
    local repeats = s.repeats > 0 and s.done .. " of " .. s.repeats or tostring(s.done)
    local every = s.interval > 0 and s.interval .. " s" or "never"
    table.insert(rows, { s.dbref, mud.escape(s.key), s.typeclass, mud.escape(on), every, repeats, state(s) })
  end
  mud.refuse_if(#rows == 0, "There are no scripts.")
  cmd:msg(mud.text.table { to = cmd.session, header = { "Id", "Name", "Typeclass", "On", "Every", "Calls", "Next" }, rows = rows })
end

--- What the switches do with one script.
local actions = {
  start = function(script) script:start() end,
  stop = function(script) script:stop() end,
  pause = function(script) script:pause() end,
  unpause = function(script) script:unpause() end,
  delete = function(script) script:delete() end,
}

local done = { start = "started", stop = "stopped", pause = "paused", unpause = "goes on", delete = "deleted" }

return mud.command {
  key = "@scripts",
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "start", "stop", "pause", "unpause", "delete" },
  help = [[See and steer what is called again and again.

  @scripts                          all script objects
  @scripts <object>                 those on an object
  @scripts <object> = <typeclass>   puts a new one on an object
  @scripts/start <#id>              /stop, /pause, /unpause and /delete too]],
  run = function(cmd)
    local switch = cmd.switches[1]
    if switch then
      local script = mud.find(mud.markup(cmd.argstr))
      mud.refuse_if(not script or script.kind ~= "script", "Which script? @scripts lists them with their #id.")
      mud.refuse_if(not script:access(cmd.session or cmd.caller, "control"), "You may not change {script}.", { script = script })
      cmd:msg("{script}: " .. done[switch] .. ".", { script = script })
      return actions[switch](script)
    end
    if cmd.lhs == "" then return listing(cmd, mud.find_all { kind = "script" }) end
    local obj = cmd.caller:search(cmd.lhs)
    if not obj then return end
    if not cmd.rhs then return listing(cmd, obj.scripts:all()) end
    local class = mud.markup(cmd.rhs)
    mud.refuse_if(not mud.has_typeclass(class), "There is no typeclass '{name}'.", { name = class })
    mud.refuse_if(not obj:access(cmd.session or cmd.caller, "edit"), "You may not change {what}.", { what = obj })
    local script = mud.create.script { key = class:match("[^.]+$"), typeclass = class, obj = obj }
    cmd:msg("{script} is on {obj} now.", { script = script, obj = obj })
  end,
}
