package engine

import (
	"regexp"
	"strings"

	"mud/engine/object"
)

// replaceNick applies one nick to a line: the pattern must match the whole
// line, caselessly; $1 to $9 in it stand for one word each (the last one for
// the rest of the line), * for anything. The replacement uses the same $1.
func replaceNick(pattern, replacement, line string) (string, bool) {
	re, err := regexp.Compile(nickPattern(pattern))
	if err != nil {
		return line, false
	}
	groups := re.FindStringSubmatch(strings.TrimSpace(line))
	if groups == nil {
		return line, false
	}
	var values []string
	for i, name := range re.SubexpNames() {
		if name != "" {
			values = append(values, "$"+name[1:], groups[i])
		}
	}
	out := strings.NewReplacer(values...).Replace(replacement) // in one pass: a value is no pattern
	if rest := groups[len(groups)-1]; !strings.ContainsAny(pattern, "$*") && rest != "" {
		out += rest
	}
	return out, true
}

// NickMatches reports whether an inputline nick of that pattern would replace
// the line.
func NickMatches(pattern, line string) bool {
	_, ok := replaceNick(pattern, "", line)
	return ok
}

// NickedName is the name that one means by text: the replacement of the first
// nick for objects or accounts that matches, of its own or of its account's.
func NickedName(o *object.Object, text string) string {
	for _, owner := range []*object.Object{o, o.PlayedBy()} {
		if owner == nil {
			continue
		}
		for _, n := range owner.Nicks() {
			if n.Category != "object" && n.Category != "account" {
				continue
			}
			if out, ok := replaceNick(n.Pattern, n.Replacement, text); ok {
				return out
			}
		}
	}
	return text
}

// nickPattern turns a nick's pattern into a regular expression. A pattern
// without wildcards also matches with more words behind it, which are kept.
func nickPattern(pattern string) string {
	words := strings.Fields(pattern)
	wild := strings.ContainsAny(pattern, "$*")
	last := len(words) - 1
	for i, w := range words {
		switch {
		case len(w) == 2 && w[0] == '$' && w[1] >= '1' && w[1] <= '9':
			body := `\S+`
			if i == last {
				body = `.+`
			}
			words[i] = "(?P<n" + w[1:] + ">" + body + ")"
		default:
			words[i] = strings.ReplaceAll(regexp.QuoteMeta(w), `\*`, ".*")
		}
	}
	re := `(?is)^` + strings.Join(words, `\s+`)
	if wild {
		return re + "()$"
	}
	return re + `(\s.*)?$`
}
