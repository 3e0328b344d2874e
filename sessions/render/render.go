// Package render turns mud's markup into what a client shows: terminal codes,
// HTML or plain text.
//
// It owns the markup: what each |x means (codes.go), which characters may
// reach a screen at all (clean.go), and how colours are brought down to what a
// client can do (palette.go). One lexer reads the text; Terminal, HTML, Plain,
// Width and Wrap are small readers of its tokens.
//
// The protocols of the Portal call Terminal and HTML for each wire.Part, and
// the engine's text tools call Width, Wrap and Escape. The package keeps no
// state, so all of it may be called on any goroutine.
//
// # Markup
//
//	|r |g |y |b |m |c |w |x      bright foreground: red green yellow blue magenta cyan white black
//	|R |G |Y |B |M |C |W |X      the same, dark
//	|!R … |!X                    the same, as bright as the foreground before it
//	|[r … |[x |[R … |[X          backgrounds (16 colour clients show the dark ones only)
//	|000 … |555  |[000 … |[555   colour cube: red, green, blue, 0 to 5 each
//	|=a … |=z  |[=a … |[=z       greys from black to white
//	|#rrggbb |#rgb  |[#…         24 bit colour
//	|h |H  bright on, off        |u underline  |i italic  |s strike  |^ blink  |* inverse
//	|n     all colour and style off
//	|/ line end   |- tab   |_ space that Wrap does not break at   |> four of these   || bar
//	|lc command|lt label|le      a label that sends the command when clicked
//	|lu address|lt label|le      a label that opens a web page
//
// Anything else after a bar is printed as it stands, bar included, and so is
// a |lc or |lu without its |lt and |le. The codes are Evennia's.
package render

import (
	"strings"

	"mud/sessions/wire"
)

// Terminal returns p as bytes for a terminal or MUD client, without the
// doubling of IAC and with "\n" as the line end; both are the protocol's.
//
// A Text ends with a line end, added if it is missing (unless FORCEDENDLINE is
// set to false); a Prompt gets none. A Mask or OOB part gives "". No style is
// open at the end, whatever p.Text left open.
//
// The flags that count: TRUECOLOR, XTERM256 and ANSI (the highest one set
// decides; none means no colour and style), NOCOLOR, SCREENREADER, RAW, MXP
// (links as MXP tags in temporary secure mode: the protocol has to have locked
// the line mode) and OSC8 (web links as OSC 8 hyperlinks). NOCOLOR does not
// take links away, SCREENREADER does.
func Terminal(p wire.Part, flags wire.Flags) string {
	if p.Kind != wire.Text && p.Kind != wire.Prompt {
		return ""
	}
	text, raw := p.Text, p.Raw || flags.Bool("RAW")
	t := terminal{depth: depthOf(flags), links: linksOf(flags)}
	if p.NoColor {
		t.depth = noColour
	}
	if p.Linear || flags.Bool("SCREENREADER") {
		t.depth, t.links = noColour, labelsOnly
		linear := linearize(text, raw)
		if linear == "" && text != "" {
			return ""
		}
		text, raw = linear, false
	}
	t.out.Grow(len(text) + len(text)/4 + 16)
	t.run(lexer{src: text, raw: raw})
	t.finish(p.Kind == wire.Text && endsLines(flags))
	return t.out.String()
}

// HTML returns p as safe HTML for an element with white-space: pre-wrap: line
// ends stay "\n" and none is added. A Mask or OOB part gives "".
//
// Styles are <span> elements with the classes of Stylesheet (f0 to f255, b0 to
// b255, bold, u, i, s, bl, inv) and, for 24 bit colours, with data-fg and
// data-bg attributes of the form "#rrggbb". Links are <a data-send="command">
// and, for http and https only, <a href=…> that opens in a new tab. Spans are
// never nested in each other; they may stand in a link.
//
// The flags that count are NOCOLOR, SCREENREADER and RAW; links stay in all but RAW.
func HTML(p wire.Part, flags wire.Flags) string {
	if p.Kind != wire.Text && p.Kind != wire.Prompt {
		return ""
	}
	text, raw := p.Text, p.Raw || flags.Bool("RAW")
	h := page{plain: p.NoColor || flags.Bool("NOCOLOR")}
	if p.Linear || flags.Bool("SCREENREADER") {
		text, raw = linearize(text, raw), false
	}
	h.out.Grow(len(text) + len(text)/2 + 16)
	h.run(lexer{src: text, raw: raw})
	return h.out.String()
}

// Plain returns text without its markup: codes are gone, a link is its label,
// guarded characters are the plain ones, control characters are removed. It is
// for logs and tests.
func Plain(text string) string {
	var out strings.Builder
	out.Grow(len(text))
	lex := lexer{src: text}
	for tok := lex.next(); tok.kind != atEnd; tok = lex.next() {
		out.WriteString(tok.visible())
	}
	return out.String()
}

// Escape returns text with its bars doubled, so that none of it is markup.
func Escape(text string) string { return strings.ReplaceAll(text, "|", "||") }

// depthOf returns how many colours a client takes.
func depthOf(flags wire.Flags) depth {
	switch {
	case flags.Bool("NOCOLOR"):
		return noColour
	case flags.Bool("TRUECOLOR"):
		return trueColour
	case flags.Bool("XTERM256"):
		return colours256
	case flags.Bool("ANSI"):
		return colours16
	}
	return noColour
}

// linksOf returns how links are written for a client.
func linksOf(flags wire.Flags) linkForm {
	switch {
	case flags.Bool("MXP"):
		return mxpTags
	case flags.Bool("OSC8"):
		return hyperlinks
	}
	return labelsOnly
}

// endsLines tells whether texts get a missing line end: a session that has not
// said FORCEDENDLINE false wants it.
func endsLines(flags wire.Flags) bool {
	forced, said := flags["FORCEDENDLINE"].(bool)
	return forced || !said
}
