package wire

import "maps"

// Flags are a session's protocol_flags: what its client can do and what its
// player chose. A value is a bool, a string or an int. The Portal owns them.
//
// The names are those of sessions-spec.md 1.10:
//
//	ENCODING      string  "utf-8", "latin-1", "cp437" or "ascii"
//	CLIENTNAME    string  what the client calls itself, at most 40 printable characters
//	CLIENTVERSION string  its version, likewise
//	TERM          string  the terminal type
//	ANSI          bool    16 colours
//	XTERM256      bool    256 colours
//	TRUECOLOR     bool    24 bit colours
//	UTF-8, VT100, MOUSE_TRACKING, OSC_COLOR_PALETTE, PROXY, MNES, MSLP, TLS  bool (MTTS bits)
//	MXP           bool    MXP agreed
//	OSC8          bool    web links as OSC 8 hyperlinks
//	OOB           bool    the client takes out-of-band data
//	SUPPORTS      string  the modules of it that the client listed: "Char 1, Room 1"
//	SCREENREADER  bool    linear text without drawings
//	NOCOLOR       bool    the player wants no colour
//	RAW           bool    markup is printed as typed
//	INPUTDEBUG    bool    errors of out-of-band input are told to the player
//	LOCALECHO     bool    what is typed is sent back
//	SCREENWIDTH   int     columns, 20 to 500
//	SCREENHEIGHT  int     rows, 5 to 300
//	NOGOAHEAD     bool    no GA or EOR after lines (always true here)
//	NOPROMPTGOAHEAD bool  no GA or EOR after prompts
//	PAGER         bool    the player wants long texts a page at a time
//	NOPKEEPALIVE  bool    a silent telnet connection gets a NOP every 30 s
//	LINKDEAD      bool    the client is away and may come back: a web page that is cut off or reloaded
//	FORCEDENDLINE bool    a line end is added to texts that lack one
//
// Who may set which is in engine/session; a test holds the two together.
type Flags map[string]any

// DefaultFlags are the flags of a session whose client has said nothing yet.
func DefaultFlags() Flags {
	return Flags{
		"ENCODING": "utf-8", "SCREENREADER": false, "INPUTDEBUG": false, "RAW": false,
		"NOCOLOR": false, "LOCALECHO": false, "ANSI": true, "XTERM256": false, "TRUECOLOR": false,
		"CLIENTNAME": "", "CLIENTVERSION": "", "SUPPORTS": "", "OSC8": false, "TERM": "", "SCREENWIDTH": 78, "SCREENHEIGHT": 45,
		"NOGOAHEAD": true, "NOPROMPTGOAHEAD": false, "FORCEDENDLINE": true, "OOB": false, "MXP": false,
		"NOPKEEPALIVE": true, "PAGER": true, "UTF-8": false, "VT100": false, "MOUSE_TRACKING": false, "OSC_COLOR_PALETTE": false,
		"LINKDEAD": false, "PROXY": false, "MNES": false, "MSLP": false, "TLS": false,
	}
}

// Bool returns the flag as a bool, false if it is missing or no bool.
func (f Flags) Bool(name string) bool { b, _ := f[name].(bool); return b }

// Int returns the flag as an int, or def if it is missing or no int.
func (f Flags) Int(name string, def int) int {
	if n, ok := f[name].(int); ok {
		return n
	}
	return def
}

// String returns the flag as a string, "" if it is missing or no string.
func (f Flags) String(name string) string { s, _ := f[name].(string); return s }

// Clone returns a copy that shares nothing with f.
func (f Flags) Clone() Flags { return maps.Clone(f) }
