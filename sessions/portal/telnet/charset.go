package telnet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"mud/sessions/portal"
)

// The bytes of CHARSET (RFC 2066) and NEW-ENVIRON (RFC 1572).
const (
	charsetRequest  = 1
	charsetAccepted = 2
	charsetRejected = 3

	environIsByte   = 0
	environSend     = 1
	environInfo     = 2
	environVar      = 0
	environValue    = 1
	environEsc      = 2
	environUserVar  = 3
	maxVariables    = 64
	maxVariableName = 64
	maxVariable     = 256
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

func askEnviron(n *negotiation) { n.sendSub(optEnviron, environSend) }

// environIs reads the client's variables. Nothing is decided by them but how
// texts are shown: a client may write into them what it likes.
func environIs(n *negotiation, data []byte) {
	if len(data) == 0 || data[0] != environIsByte && data[0] != environInfo {
		return
	}
	for i, v := range environVariables(data[1:]) {
		if i == maxVariables {
			return
		}
		switch v.name {
		case "CLIENT_NAME":
			n.set("CLIENTNAME", portal.Printable(v.value, 40))
		case "TERMINAL_TYPE":
			n.set("TERM", portal.Printable(v.value, 40))
		case "MTTS":
			mtts(n, v.value)
		case "SCREEN_READER":
			if v.value == "1" {
				n.set("SCREENREADER", true)
			}
		case "CHARSET":
			if strings.EqualFold(v.value, "UTF-8") {
				n.set("UTF-8", true)
			}
		}
	}
}

type variable struct{ name, value string }

func environVariables(data []byte) []variable {
	var out []variable
	var at *string
	for i := 0; i < len(data); i++ {
		b := data[i]
		switch {
		case b == environVar || b == environUserVar:
			out = append(out, variable{})
			at = &out[len(out)-1].name
		case b == environValue && len(out) > 0:
			at = &out[len(out)-1].value
		case at != nil:
			if b == environEsc && i+1 < len(data) {
				i++
				b = data[i]
			}
			if len(*at) < maxVariable {
				*at += string(rune(b))
			}
		}
	}
	return out
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

// plainForms are what stands for characters that old encodings lack.
var plainForms = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'", "–", "-", "—", "--", "…", "...", "•", "*")

// encode turns a text into the client's encoding; what it lacks becomes "?".
func encode(text, charset string) []byte {
	switch charset {
	case "", "utf-8":
		return []byte(text)
	case "ascii":
		return bytes.Map(func(r rune) rune {
			if r >= 0x80 {
				return '?'
			}
			return r
		}, []byte(plainForms.Replace(text)))
	}
	cm := charsets[charset]
	if cm == nil {
		return []byte(text)
	}
	enc := encoding.ReplaceUnsupported(cm.NewEncoder())
	out, err := enc.Bytes([]byte(plainForms.Replace(text)))
	if err != nil {
		return []byte(text)
	}
	return bytes.ReplaceAll(out, []byte{0x1a}, []byte("?"))
}
