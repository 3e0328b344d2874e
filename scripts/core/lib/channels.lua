local mud = require("mud")

--- What the channel commands have in common.
local channels = {}

--- The tag of channels that new accounts listen to.
channels.for_all = "for_all"

--- Who listens and speaks for a command: the account, else the caller itself.
function channels.self(cmd)
  return cmd.account or cmd.caller
end

--- The channel of that name, or a refusal.
function channels.find(name)
  mud.refuse_if(name == "", "Which channel? |w@channel/list|n shows them all.")
  local channel = mud.channels:find(mud.markup(name))
  mud.refuse_if(not channel, "There is no channel '{name}'. |w@channel/list|n shows them all.", { name = name })
  return channel
end

--- Like find, for what only those may do who look after the channel.
function channels.control(cmd, name)
  local channel = channels.find(name)
  mud.refuse_if(not channel:access(cmd.session or cmd.caller, "control"), "You do not look after {channel}.", { channel = channel })
  return channel
end

function channels.speak(cmd, channel, text)
  local who = channels.self(cmd)
  mud.refuse_if(not channel:is_subscribed(who), "You do not listen to {channel}: |w@channel/sub {channel}|n.", { channel = channel })
  mud.refuse_if(not channel:access(cmd.session or cmd.caller, "send", true), "You may not speak on {channel}.", { channel = channel })
  mud.refuse_if(text == "", "Say what? Usage: {channel} <text>", { channel = channel })
  if channel:is_muted(who) then channel:unmute(who) end
  channel:send(text, who)
end

--- Has a new account listen to the channels for all.
function channels.join(account)
  for _, channel in ipairs(mud.channels:all()) do
    if channel.tags:has(channels.for_all) and channel:access(account, "listen", true) then channel:subscribe(account) end
  end
end

--- Tells those who look after the game, on the channel for that.
function channels.info(text)
  local channel = mud.channels:find("MudInfo")
  if channel and #channel.subscribers > 0 then channel:send(text) end
end

return channels
