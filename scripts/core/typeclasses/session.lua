local mud = require("mud")

--- One connection. A game puts its own class in its place by [sessions] typeclass.
return mud.typeclass { key = "session" }
