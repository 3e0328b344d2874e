package wire

import "encoding/json"

// Kind says what a Part is.
type Kind uint8

// The kinds of output. The list is closed.
const (
	Text   Kind = iota // a text of one or more lines; a line end is added if missing
	Prompt             // a partial line that waits for input; always the last of an Output
	Mask               // hide (On) or show what the client types, for passwords
	OOB                // out-of-band data: Name and Data
)

// Part is one piece of output for one session.
type Part struct {
	Kind    Kind
	Text    string          // Text, Prompt: in mud's markup (see sessions/render), guarded input included
	Raw     bool            // Text, Prompt: print Text as it is, markup characters too
	NoColor bool            // Text, Prompt: leave all colour and style out
	Linear  bool            // Text, Prompt: as with the flag SCREENREADER
	Type    string          // Text: what it is, for the web client: "look", "say", … or ""
	On      bool            // Mask: true hides, false shows
	Name    string          // OOB: for example "Room.Info"
	Data    json.RawMessage // OOB: any JSON value
}

// The guarded forms of the characters that mud takes as markup or as a
// pattern. What a player types reaches scripts with these in the place of
// '|', '{' and '$' (promise P8): they are never markup wherever the text goes,
// and sessions/render prints them as the plain characters again. They are in
// Unicode's private use area, so no client types them by accident.
const (
	GuardedBar    = '\uF07C' // '|'
	GuardedBrace  = '\uF07B' // '{'
	GuardedDollar = '\uF024' // '$'
)
