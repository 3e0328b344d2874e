local mud = require("mud")
return mud.command {
  key = "__nomatch",
  auto_help = false,
  run = function(cmd)
    local near = cmd.suggestions or {}
    for i, name in ipairs(near) do near[i] = "|w" .. mud.escape(name) .. "|n" end
    local hint = #near > 0 and "Did you mean " .. mud.text.list(near, "or") .. "?" or "Type |whelp|n for what there is."
    if cmd.account and cmd.session and not cmd.session.puppet then hint = hint .. " You are out of character: |wic|n plays." end
    -- The first word only: behind a mistyped "password" stands one, and this text is kept until it has arrived.
    cmd:msg("There is no command '{word}'. " .. hint, { word = cmd.args:match("%S+") or cmd.args })
  end,
}
