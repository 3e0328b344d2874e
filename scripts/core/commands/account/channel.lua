local mud = require("mud")
local channels = require("core.lib.channels")

local function listing(cmd, all)
  local who, rows = channels.self(cmd), {}
  for _, channel in ipairs(all) do
    if channel:is_subscribed(who) or channel:access(cmd.session or cmd.caller, "listen", true) then
      local state = channel:is_muted(who) and "muted" or channel:is_subscribed(who) and "yes" or "no"
      local names = channel.aliases:all()
      table.insert(names, 1, channel.key)
      table.insert(rows, { mud.escape(table.concat(names, ", ")), state, mud.escape(channel.db.desc) })
    end
  end
  mud.refuse_if(#rows == 0, "There are none. |w@channel/list|n shows all that you may listen to.")
  cmd:msg(mud.text.table { to = cmd.session, header = { "Channel", "You listen", "What for" }, rows = rows })
end

--- What each switch does with the channel's name and what stands behind the "=".
local actions = {}

function actions.list(cmd) listing(cmd, mud.channels:all()) end

function actions.sub(cmd, name)
  local channel, who = channels.find(name), channels.self(cmd)
  mud.refuse_if(not channel:access(cmd.session or cmd.caller, "listen", true), "You may not listen to {channel}.", { channel = channel })
  mud.refuse_if(not channel:subscribe(who), "You listen to {channel} already.", { channel = channel })
  cmd:msg("You listen to {channel}: |w{channel} <text>|n speaks on it.", { channel = channel })
end

function actions.unsub(cmd, name)
  local channel = channels.find(name)
  mud.refuse_if(not channel:unsubscribe(channels.self(cmd)), "You do not listen to {channel}.", { channel = channel })
  cmd:msg("You do not listen to {channel} any more.", { channel = channel })
end

function actions.mute(cmd, name)
  local channel = channels.find(name)
  mud.refuse_if(not channel:mute(channels.self(cmd)), "You do not hear {channel} anyway.", { channel = channel })
  cmd:msg("You do not hear {channel} until you speak on it, or |w@channel/unmute|n it.", { channel = channel })
end

function actions.unmute(cmd, name)
  local channel = channels.find(name)
  mud.refuse_if(not channel:unmute(channels.self(cmd)), "{channel} is not muted.", { channel = channel })
  cmd:msg("You hear {channel} again.", { channel = channel })
end

function actions.history(cmd, name)
  local channel, lines = channels.find(name), {}
  mud.refuse_if(not channel:is_subscribed(channels.self(cmd)), "You do not listen to {channel}.", { channel = channel })
  for _, past in ipairs(channel.db.history) do
    local who = past.who ~= "" and mud.escape(past.who) .. ": " or ""
    table.insert(lines, mud.time.date("%m-%d %H:%M", past.at) .. " " .. who .. past.text)
  end
  mud.refuse_if(#lines == 0, "Nothing has been said on {channel}.", { channel = channel })
  cmd:msg(table.concat(lines, "\n"))
end

function actions.who(cmd, name)
  local names = {}
  for _, who in ipairs(channels.find(name).subscribers) do
    if who.is_connected then table.insert(names, who:get_display_name(cmd.caller)) end
  end
  cmd:msg(#names > 0 and "Who is here and listens: " .. mud.text.list(names) .. "." or "Nobody who is here listens.")
end

function actions.create(cmd, name, desc)
  local names, who = mud.markup(name):split(";"), channels.self(cmd)
  mud.refuse_if(not who.locks:check_lockstring(cmd.session or who, "perm(Builder)"), "Only Builders make channels.")
  mud.refuse_if(names[1]:trim() == "", "Usage: @channel/create <name>[;<alias>] [= <what for>]")
  mud.refuse_if(mud.channels:find(names[1]:trim()), "There is a channel of that name already.")
  local channel = mud.create.channel {
    key = table.remove(names, 1):trim(), aliases = names, db = { desc = desc or "" },
    locks = "control:id(" .. who.id .. ") or perm(Admin)",
  }
  channel:subscribe(who)
  cmd:msg("You made {channel}, and listen to it.", { channel = channel })
end

function actions.destroy(cmd, name)
  local channel = channels.control(cmd, name)
  mud.refuse_if(not cmd:yes_no(mud.format("Destroy {channel} for good?", { channel = channel }), false), "It stays.")
  channel:send("This channel is no more.")
  channel:delete()
end

function actions.desc(cmd, name, text)
  local channel = channels.control(cmd, name)
  channel.db.desc = text or ""
  cmd:msg("{channel} is for: {text}", { channel = channel, text = text or "nothing" })
end

function actions.boot(cmd, name, who)
  local channel, account = channels.control(cmd, name), mud.accounts:find(mud.markup(who or ""))
  mud.refuse_if(not account or not channel:unsubscribe(account), "Nobody of that name listens to {channel}.", { channel = channel })
  account:msg("You were taken off {channel}.", { channel = channel })
  cmd:msg("You took {who} off {channel}.", { who = account, channel = channel })
end

return mud.command {
  key = "@channel",
  aliases = { "@chan", "@channels" },
  category = "comms",
  switches = { "list", "sub", "unsub", "mute", "unmute", "history", "who", "create", "destroy", "desc", "boot" },
  help = [[Talk with everybody who listens to a channel, wherever they are.

  @channel                     the channels that you listen to
  @channel/list                all that there are
  @channel/sub <name>          listen to one; /unsub stops it, /mute and /unmute for a while
  <name> <text>                speak on it; :waves is a pose
  @channel/history <name>      what was said last; /who shows who listens
  @channel/create <name> [= <what for>]
  @channel/desc, /boot, /destroy     for who looks after it]],
  run = function(cmd)
    local switch = cmd.switches[1]
    if switch then return actions[switch](cmd, cmd.lhs, cmd.rhs) end
    if cmd.lhs == "" then return listing(cmd, mud.channels:of(channels.self(cmd))) end
    channels.speak(cmd, channels.find(cmd.lhs), cmd.rhs or "")
  end,
}
