package session

// Rules are what the multisession mode and the settings beside it say. This
// file is the whole of it: sessions-spec.md group 3 as a table.
type Rules struct {
	Mode          int  // multisession_mode, 0 to 3
	OneSession    bool // a new login closes the account's other sessions
	Share         bool // sessions of one account may play the same puppet; else the newer takes it over
	AutoCreate    bool // a new account gets a character of its name
	AutoPuppet    bool // a login puppets the last character
	MaxCharacters int  // characters an account may have, 0 for no limit
	MaxPuppets    int  // different puppets an account may play at once, 0 for no limit
	ReplyToAll    bool // a command's own answer goes to all sessions of the account
	Guests        bool // "connect guest" works
}

// Modes are the rules of the four modes where mud.toml says nothing else.
//
//	mode  sessions  puppets of an account          a new account      an answer goes to
//	0     one       one                            gets a character   that session
//	1     many      one, shared by all sessions    gets a character   all sessions
//	2     many      one a session, each its own    chooses            that session
//	3     many      one a session, may be shared   chooses            that session
var Modes = [4]Rules{
	{Mode: 0, OneSession: true, Share: false, AutoCreate: true, AutoPuppet: true, MaxCharacters: 1, MaxPuppets: 1},
	{Mode: 1, OneSession: false, Share: true, AutoCreate: true, AutoPuppet: true, MaxCharacters: 1, MaxPuppets: 1, ReplyToAll: true},
	{Mode: 2, OneSession: false, Share: false, MaxCharacters: 5, MaxPuppets: 1},
	{Mode: 3, OneSession: false, Share: true, MaxCharacters: 5, MaxPuppets: 1},
}
