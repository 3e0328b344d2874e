package telnet

// liner makes lines of the client's data bytes: CR LF,
// CR NUL, LF and CR each end one, wherever the network cuts them.
type liner struct {
	max     int // bytes of one line
	emit    func(line []byte)
	tooLong func()

	line    []byte
	over    bool // the line has more than max bytes
	afterCR bool
}

func (l *liner) add(b byte) {
	if l.afterCR {
		l.afterCR = false
		if b == '\n' || b == 0 {
			return // it belongs to the CR
		}
	}
	switch {
	case b == '\r':
		l.afterCR = true
		l.end()
	case b == '\n':
		l.end()
	case b == '\b' || b == 0x7f:
		l.rubOut()
	case b < ' ' && b != '\t':
		// Other control characters mean nothing in a line.
	case len(l.line) >= l.max:
		l.over = true
	default:
		l.line = append(l.line, b)
	}
}

func (l *liner) end() {
	if l.over {
		l.tooLong()
	} else {
		l.emit(l.line)
	}
	l.line, l.over = l.line[:0], false
	if cap(l.line) > 1024 {
		l.line = nil // one long line is no reason to keep its memory
	}
}

// rubOut takes away the last character, of one byte or of several in UTF-8:
// clients in character mode send what the player corrects.
func (l *liner) rubOut() {
	n := len(l.line)
	for n > 0 {
		n--
		if l.line[n]&0xC0 != 0x80 {
			break
		}
	}
	l.line = l.line[:n]
}
