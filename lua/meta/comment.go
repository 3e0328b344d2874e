package meta

import (
	"fmt"
	"regexp"
	"strings"
)

// begins is how a comment about the API begins: with the name in full.
var begins = regexp.MustCompile(`^([a-z_]+(?:\.[a-z_]+)*)([.:])([a-z_]+)(?: |$)`)

// field is a line "@field obj.location mud.Object? where it is".
var field = regexp.MustCompile(`^@field ([a-z_]+(?:\.[a-z_]+)*)\.([a-z_]+|\[[^\]]+\])(\??) (.+)$`)

// parse reads the entries in a comment whose marks are taken off. A paragraph
// that begins with a name begins an entry; @-lines belong to the last one.
// globals are names without an owner that may begin one too.
func parse(text, where string, globals map[string]bool) ([]Entry, error) {
	var out []Entry
	var open *Entry // the entry that text belongs to
	fresh := true   // a paragraph begins here
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, " \t")
		switch {
		case strings.HasPrefix(line, "@field "):
			e, err := readField(line, where)
			if err != nil {
				return nil, err
			}
			out, open = append(out, e), nil
		case strings.HasPrefix(line, "@param "), strings.HasPrefix(line, "@return "):
			if open == nil {
				continue
			}
			if err := open.read(line, where); err != nil {
				return nil, err
			}
		case line == "":
			if open != nil && !fresh {
				open.Text += "\n\n"
			}
			fresh = true
			continue
		default:
			if e, ok := named(line, where, globals); ok && fresh {
				out = append(out, e)
				open = &out[len(out)-1]
			} else if open != nil {
				open.Text += line + "\n"
			}
		}
		fresh = false
	}
	for i := range out {
		out[i].Text = strings.TrimSpace(out[i].Text)
	}
	return out, nil
}

// named begins an entry if the line begins with a name.
func named(line, where string, globals map[string]bool) (Entry, bool) {
	if m := begins.FindStringSubmatch(line); m != nil {
		return Entry{Owner: m[1], Name: m[3], Colon: m[2] == ":", Text: line[len(m[0]):] + "\n", Where: where}, true
	}
	name, rest, _ := strings.Cut(line, " ")
	return Entry{Name: name, Text: rest + "\n", Where: where}, globals[name]
}

func readField(line, where string) (Entry, error) {
	m := field.FindStringSubmatch(line)
	if m == nil {
		return Entry{}, fmt.Errorf("%s: %q must be: @field owner.name type text", where, line)
	}
	kind, text := splitType(m[4])
	return Entry{Owner: m[1], Name: m[2], Field: true, Optional: m[3] != "", Type: kind, Text: text, Where: where}, nil
}

// read takes in an @param or @return line.
func (e *Entry) read(line, where string) error {
	tag, rest, _ := strings.Cut(line, " ")
	if tag == "@return" {
		kind, text := splitType(rest)
		e.Returns = append(e.Returns, Value{Type: kind, Text: text})
		return nil
	}
	name, rest, ok := strings.Cut(rest, " ")
	if !ok {
		return fmt.Errorf("%s: %s: %q must be: @param name type text", where, e.Full(), line)
	}
	kind, text := splitType(rest)
	v := Value{Name: strings.TrimSuffix(name, "?"), Type: kind, Text: text, Optional: strings.HasSuffix(name, "?")}
	e.Params = append(e.Params, v)
	return nil
}

// splitType takes the type off the front of a line: it ends at the first space
// outside of brackets that no "|", ":" or "," stands before.
func splitType(line string) (kind, text string) {
	depth := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '{', '(', '<', '[':
			depth++
		case '}', ')', '>', ']':
			depth--
		case '"':
			if end := strings.IndexByte(line[i+1:], '"'); end >= 0 {
				i += end + 1
			}
		case ' ':
			if depth == 0 && i > 0 && !strings.ContainsRune("|:,", rune(line[i-1])) {
				return line[:i], strings.TrimSpace(line[i+1:])
			}
		}
	}
	return line, ""
}
