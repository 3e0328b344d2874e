package telnet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// The bytes of CHARSET (RFC 2066).
const (
	charsetRequest  = 1
	charsetAccepted = 2
	charsetRejected = 3
)

// askCharset offers UTF-8 and nothing else: clients take the first that they
// know, and remember it.
func askCharset(n *negotiation) {
	n.sendSub(optCharset, append([]byte{charsetRequest}, ";UTF-8"...)...)
}

func charsetIs(n *negotiation, data []byte) {
	if len(data) == 0 {
		return
	}
	switch data[0] {
	case charsetAccepted:
		n.set("UTF-8", true)
		n.set("ENCODING", "utf-8")
	case charsetRequest:
		// Some clients send a request where an answer is due.
		if strings.Contains(strings.ToUpper(string(data)), "UTF-8") {
			n.set("UTF-8", true)
		} else {
			n.sendSub(optCharset, charsetRejected)
		}
	}
}

// charsets are the encodings that a player may choose beside UTF-8.
var charsets = map[string]*charmap.Charmap{"latin-1": charmap.ISO8859_1, "cp437": charmap.CodePage437}

// decode turns a line of the client into valid UTF-8.
func decode(line []byte, charset string) string {
	if cm := charsets[charset]; cm != nil {
		out, err := cm.NewDecoder().Bytes(line)
		if err == nil {
			return string(out)
		}
	}
	return strings.ToValidUTF8(string(line), string(utf8.RuneError))
}

// encode turns a text into the client's encoding. What that lacks is written
// in other words: quotes and dashes plain, letters without their accents,
// drawings with plain strokes; "?" is the last resort.
func encode(text, charset string) []byte {
	var has func(r rune) (byte, bool)
	if cm := charsets[charset]; cm != nil {
		has = cm.EncodeRune
	} else if charset == "ascii" {
		has = func(rune) (byte, bool) { return 0, false }
	} else {
		return []byte(text)
	}
	out := make([]byte, 0, len(text))
	for _, r := range text {
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
		} else if b, ok := has(r); ok {
			out = append(out, b)
		} else {
			out = append(out, plainForm(r)...)
		}
	}
	return out
}

// plainForm is what stands for a character in plain ASCII.
func plainForm(r rune) string {
	if form, ok := plainForms[r]; ok {
		return form
	}
	if r >= 0x2500 && r < 0x2580 { // lines of tables and frames
		return "+"
	}
	if unicode.Is(unicode.Mn, r) {
		return "" // an accent behind its letter
	}
	var out strings.Builder
	for _, part := range norm.NFKD.String(string(r)) {
		if part < utf8.RuneSelf {
			out.WriteRune(part)
		} else {
			out.WriteString(plainForms[part])
		}
	}
	if out.Len() == 0 {
		return "?"
	}
	return out.String()
}

// plainForms are those of characters that are no letter with an accent.
var plainForms = map[rune]string{
	'“': `"`, '”': `"`, '„': `"`, '«': `"`, '»': `"`, '‘': "'", '’': "'", '‚': "'", '–': "-", '—': "--", '…': "...", '•': "*", '·': ".",
	'─': "-", '━': "-", '═': "=", '│': "|", '┃': "|", '║': "|", '░': ".", '▒': ":", '▓': "#", '█': "#",
	'ß': "ss", 'æ': "ae", 'Æ': "AE", 'ø': "o", 'Ø': "O", 'œ': "oe", 'Œ': "OE", 'ł': "l", 'Ł': "L", 'đ': "d", 'ð': "d", 'þ': "th",
	'€': "EUR", '£': "GBP", '©': "(c)", '®': "(r)", '™': "(tm)", '×': "x", '÷': "/", '\u2044': "/", '←': "<-", '→': "->", '↑': "^", '↓': "v",
	'\u00a0': " ", '\u200b': "", '\u200d': "", '\ufeff': "", '\u00ad': "",
}
