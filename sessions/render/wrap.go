package render

import (
	"strings"
	"unicode/utf8"
)

// Wrap returns text with line ends put in so that no line is wider than width
// columns, as Width counts them. It breaks at spaces, which go away there, and
// beside wide characters; a word that is wider than a line is cut. Markup
// stays as it is and takes no room, |_ and |> are never broken at, and line
// ends and indentation that are there stay. A width below 1 leaves text as it is.
func Wrap(text string, width int) string {
	if width < 1 {
		return text
	}
	w := wrapper{width: width}
	w.out.Grow(len(text) + len(text)/width + 1)
	lex := lexer{src: text}
	for tok := lex.next(); tok.kind != atEnd; tok = lex.next() {
		src := lex.source(tok)
		switch {
		case tok.kind == lineBreak:
			w.endWord()
			w.endSpaces()
			w.out.WriteString(src)
			w.column = 0
		case tok.kind != textRun:
			w.mark(src)
		case src == tok.text:
			w.text(src)
		case tok.text == "\t":
			w.space(src, '\t')
		default:
			w.piece(src, advance(0, tok.text))
		}
	}
	w.endWord()
	w.endSpaces()
	return w.out.String()
}

// piece is what is never cut: one character or one markup code.
type piece struct {
	src   string
	width int
}

// wrapper holds back spaces and the word behind them until it is known on
// which line they go.
type wrapper struct {
	out    strings.Builder
	width  int
	column int // where out ends

	spaces     []byte // behind column, with the markup between them
	marks      []byte // only that markup
	spaceWidth int

	word      []piece
	wordWidth int
}

// text takes in a run of ordinary characters.
func (w *wrapper) text(s string) {
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		src := s[:size]
		s = s[size:]
		switch n := runeWidth(r, w.column); {
		case r == ' ' || r == '\t':
			w.space(src, r)
		case n == wide:
			w.endWord()
			w.piece(src, n)
		default:
			if n > 0 && w.afterWide() {
				w.endWord()
			}
			w.piece(src, n)
		}
	}
}

// afterWide tells whether the word ends in a wide character, perhaps with marks.
func (w *wrapper) afterWide() bool {
	last := len(w.word) - 1
	for last > 0 && w.word[last].width == 0 {
		last--
	}
	return last >= 0 && w.word[last].width == wide
}

// piece adds to the word.
func (w *wrapper) piece(src string, width int) {
	w.word = append(w.word, piece{src, width})
	w.wordWidth += width
}

// mark takes in markup that is not seen.
func (w *wrapper) mark(src string) {
	if len(w.word) > 0 {
		w.piece(src, 0)
		return
	}
	w.spaces = append(w.spaces, src...)
	w.marks = append(w.marks, src...)
}

// space takes in one space or tab.
func (w *wrapper) space(src string, r rune) {
	w.endWord()
	w.spaces = append(w.spaces, src...)
	w.spaceWidth += runeWidth(r, w.column+w.spaceWidth)
}

// endWord puts the word on this line if it fits, else on the next.
func (w *wrapper) endWord() {
	if len(w.word) == 0 {
		return
	}
	if w.column+w.spaceWidth+w.wordWidth > w.width {
		if w.column > 0 {
			w.breakLine()
		}
		w.dropSpaces()
	} else {
		w.endSpaces()
	}
	for _, p := range w.word {
		if p.width > 0 && w.column > 0 && w.column+p.width > w.width {
			w.breakLine()
		}
		w.out.WriteString(p.src)
		w.column += p.width
	}
	w.word, w.wordWidth = w.word[:0], 0
}

func (w *wrapper) breakLine() {
	w.out.WriteByte('\n')
	w.column = 0
}

// endSpaces puts the spaces on this line; those that do not fit go away.
func (w *wrapper) endSpaces() {
	if w.column+w.spaceWidth > w.width {
		w.dropSpaces()
		return
	}
	w.out.Write(w.spaces)
	w.column += w.spaceWidth
	w.resetSpaces()
}

// dropSpaces writes only the markup that stood between the spaces.
func (w *wrapper) dropSpaces() {
	w.out.Write(w.marks)
	w.resetSpaces()
}

func (w *wrapper) resetSpaces() {
	w.spaces, w.marks, w.spaceWidth = w.spaces[:0], w.marks[:0], 0
}
