local mud = require("mud")
local build = require("core.lib.build")

--- The things that a list of names and ranges (#10-#20) means; nil when one is not found, which the builder is told.
local function targets(cmd)
  local out = {}
  for _, text in ipairs(cmd.argstr:split(",")) do
    local low, high = text:trim():match("^#(%d+)%s*%-%s*#?(%d+)$")
    if low then
      mud.refuse_if(tonumber(high) - tonumber(low) > 1000, "That are too many at once: a thousand will do.")
      for id = tonumber(low), tonumber(high) do
        local obj = mud.find(id)
        if obj and obj.kind == "object" then table.insert(out, obj) end
      end
    else
      local obj = build.target(cmd, text:trim(), false)
      if not obj then return nil end
      table.insert(out, obj)
    end
  end
  return out
end

--- Refuses what may not be destroyed.
local function check(cmd, obj)
  mud.refuse_if(obj.kind ~= "object", "{what} is no thing: an account is deleted by other means.", { what = obj })
  mud.refuse_if(obj == cmd.caller, "You can't destroy yourself.")
  mud.refuse_if(not obj:access(cmd.session or cmd.caller, "delete"), "You may not destroy {what}.", { what = obj })
  local played = obj.account or #obj.sessions:all() > 0
  mud.refuse_if(played and not cmd.switches.override, "{what} is played by somebody. /override destroys it all the same.", { what = obj })
end

--- Whether the builder must say yes first.
local function grave(things)
  for _, obj in ipairs(things) do
    if obj:is_typeclass("core.room") or obj:is_typeclass("core.character") then return true end
  end
  return #things > 1
end

return mud.command {
  key = "@destroy",
  aliases = { "@delete", "@del" },
  category = "building",
  locks = "cmd:perm(Builder)",
  switches = { "override", "force" },
  help = [[Take things out of the world for good. What is in them goes home, and exits of a room go with it.

  @destroy <thing>[, <thing>, #10-#20 …]
  @destroy/force      does not ask
  @destroy/override   also who is played just now]],
  run = function(cmd)
    mud.refuse_if(cmd.argstr == "", "Usage: @destroy[/force][/override] <thing>[, <thing>, #<id>-#<id> …]")
    local things = targets(cmd)
    if not things then return end
    mud.refuse_if(#things == 0, "There is nothing to destroy.")
    local names = {}
    for _, obj in ipairs(things) do
      check(cmd, obj)
      table.insert(names, build.id(obj))
    end
    if grave(things) and not cmd.switches.force then
      mud.refuse_if(not cmd:yes_no("Destroy " .. mud.text.list(names) .. " for good?", false), "Nothing is destroyed.")
    end
    for i, obj in ipairs(things) do
      if not obj.deleted then mud.refuse_if(not obj:delete(), names[i] .. " can't be destroyed, so nothing is.") end
    end
    cmd:msg(mud.text.list(names) .. (#names == 1 and " is" or " are") .. " gone.")
  end,
}
