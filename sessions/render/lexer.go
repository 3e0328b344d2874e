package render

import "unicode/utf8"

// kind says what a token is.
type kind uint8

const (
	atEnd       kind = iota
	textRun          // text is to be printed
	lineBreak        // a line end, typed or |/
	styleChange      // the lexer's style is now another one
	linkStart        // a link; text is its target, the label follows
	linkEnd
)

// token is one piece of a text. Its source is src[start:end] of the lexer;
// what lies between two tokens are characters that are not to be shown.
type token struct {
	kind       kind
	web        bool   // linkStart: text is a web address and no command
	text       string // textRun: clean of controls; linkStart: the target, clean too
	start, end int
}

// visible returns what the token adds to a plain text.
func (t token) visible() string {
	switch t.kind {
	case textRun:
		return t.text
	case lineBreak:
		return "\n"
	}
	return ""
}

// lexer reads a text token by token. Set src and raw, then call next.
type lexer struct {
	src   string
	raw   bool  // bars are only bars
	style style // in force behind the last token

	pos       int
	labelEnd  int  // where the |le of the open link stands
	inLabel   bool // a link is open
	linksOver bool // no whole link is in what is left
}

// next returns the next token, atEnd when there is none.
func (l *lexer) next() token {
	for l.pos < len(l.src) {
		start := l.pos
		what, size := classify(l.src[start:])
		switch what {
		case ordinary:
			l.pos = start + size
			l.skipOrdinary()
			return l.token(textRun, l.src[start:l.pos], start)
		case bar:
			if !l.raw {
				return l.markup(start)
			}
			l.pos++
			return l.token(textRun, "|", start)
		case lineEnd:
			l.pos += size
			return l.token(lineBreak, "", start)
		case guarded:
			l.pos += size
			r, _ := utf8.DecodeRuneInString(l.src[start:])
			return l.token(textRun, guardedText[r], start)
		case invalid:
			l.pos += size
			return l.token(textRun, string(utf8.RuneError), start)
		case dropped:
			l.pos += size
		}
	}
	return token{kind: atEnd, start: l.pos, end: l.pos}
}

// token makes a token that ends where the lexer stands.
func (l *lexer) token(k kind, text string, start int) token {
	return token{kind: k, text: text, start: start, end: l.pos}
}

// skipOrdinary moves on to the next character that is not ordinary.
func (l *lexer) skipOrdinary() {
	for l.pos < len(l.src) {
		if c := l.src[l.pos]; c < utf8.RuneSelf {
			if asciiClass[c] != ordinary {
				return
			}
			l.pos++
			continue
		}
		what, size := classify(l.src[l.pos:])
		if what != ordinary {
			return
		}
		l.pos += size
	}
}

// markup reads the token that begins with the bar at start.
func (l *lexer) markup(start int) token {
	if l.inLabel && start == l.labelEnd {
		l.inLabel = false
		l.pos = start + len(linkClose)
		return l.token(linkEnd, "", start)
	}
	code := l.src[start+1:]
	if code != "" && code[0] < utf8.RuneSelf {
		if code[0] == '/' {
			l.pos = start + 2
			return l.token(lineBreak, "", start)
		}
		if text := textCodes[code[0]]; text != "" {
			l.pos = start + 2
			return l.token(textRun, text, start)
		}
	}
	if n := applyCode(&l.style, code); n > 0 {
		l.pos = start + 1 + n
		return l.token(styleChange, "", start)
	}
	if tok, ok := l.link(start); ok {
		return tok
	}
	l.pos = start + 1
	return l.token(textRun, "|", start)
}

// source returns the markup for tok in a text that is put together again from
// tokens. It is the token's own source, but for what could join with a token
// that was not its neighbour: a lone bar, a short colour before digits, and
// bytes that are no UTF-8.
func (l *lexer) source(tok token) string {
	src := l.src[tok.start:tok.end]
	switch {
	case src == "|":
		return "||"
	case tok.kind == textRun && tok.text == string(utf8.RuneError):
		return tok.text
	case tok.kind == styleChange && len(src) > 4 && src[len(src)-4] == '#':
		d := src[len(src)-3:]
		return src[:len(src)-3] + d[:1] + d[:1] + d[1:2] + d[1:2] + d[2:] + d[2:]
	}
	return src
}
