package stance

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// stand makes $You(key) and its like: the word for the hearer who is the one
// that key names, else that one's name with an ending.
func stand(word, ending string) function {
	return func(v View, args []string) (string, bool) {
		key := arg(args, 0)
		if v.You(key) {
			return word, true
		}
		n, ok := v.Name(key)
		return n + ending, ok
	}
}

// name is $obj(key): how the hearer knows the one that key names.
func name(v View, args []string) (string, bool) { return v.Name(arg(args, 0)) }

// conj is $conj(verb, key): the verb as it goes with $You(key).
func conj(v View, args []string) (string, bool) {
	verb := arg(args, 0)
	if verb == "" {
		return "", false
	}
	if v.You(arg(args, 1)) {
		return second(verb), true
	}
	return third(verb), true
}

// pconj is $pconj(verb, key): the verb as it goes with $pron(…, key): "they
// smile", but "he smiles".
func pconj(v View, args []string) (string, bool) {
	verb, key := arg(args, 0), arg(args, 1)
	if verb == "" {
		return "", false
	}
	if v.You(key) || v.Gender(key) == "plural" {
		return second(verb), true
	}
	return third(verb), true
}

// pronouns are the forms of one pronoun by who is meant.
type pronouns struct{ you, male, female, neutral, plural string }

// forms are the five forms, by any word that stands for one; "her" is taken
// as in "her hat" unless an argument says "object".
var (
	subject    = pronouns{"you", "he", "she", "it", "they"}
	objective  = pronouns{"you", "him", "her", "it", "them"}
	possessive = pronouns{"your", "his", "her", "its", "their"}
	absolute   = pronouns{"yours", "his", "hers", "its", "theirs"}
	reflexive  = pronouns{"yourself", "himself", "herself", "itself", "themselves"}

	forms = map[string]pronouns{
		"i": subject, "you": subject, "he": subject, "she": subject, "it": subject, "they": subject, "subject": subject,
		"me": objective, "him": objective, "them": objective, "object": objective,
		"my": possessive, "your": possessive, "his": possessive, "her": possessive, "its": possessive, "their": possessive, "adjective": possessive,
		"mine": absolute, "yours": absolute, "hers": absolute, "theirs": absolute, "possessive": absolute,
		"myself": reflexive, "yourself": reflexive, "himself": reflexive, "herself": reflexive, "itself": reflexive, "themselves": reflexive, "reflexive": reflexive,
	}
)

func (p pronouns) of(gender string) string {
	switch gender {
	case "male":
		return p.male
	case "female":
		return p.female
	case "neutral":
		return p.neutral
	}
	return p.plural
}

// pron is $pron(word, key): the pronoun for the one that key names, in the
// form that word has ("he", "him", "his", "hers", "himself" and their like).
func pron(v View, args []string) (string, bool) {
	form, ok := forms[strings.ToLower(arg(args, 0))]
	if !ok {
		return "", false
	}
	key := arg(args, 1)
	if v.You(key) {
		return form.you, true
	}
	return form.of(v.Gender(key)), true
}

func capitalPron(v View, args []string) (string, bool) {
	word, ok := pron(v, args)
	return capital(word), ok
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// an is $an(word): "a" or "an" before a word.
func an(_ View, args []string) (string, bool) { return Article(arg(args, 0)), arg(args, 0) != "" }

// plural is $plural(word, n): the word for n things.
func plural(_ View, args []string) (string, bool) {
	n, err := strconv.ParseFloat(arg(args, 1), 64)
	if err != nil || n != 1 {
		return Plural(arg(args, 0)), true
	}
	return arg(args, 0), true
}

// maxSpace bounds how much white space one function may make.
const maxSpace = 200

func width(args []string, at int) int {
	n, err := strconv.Atoi(arg(args, at))
	if err != nil {
		return 0
	}
	return min(max(n, 0), maxSpace)
}

// pad is $pad(text, width, align): filled with spaces.
func pad(v View, args []string) (string, bool) {
	return v.Text.Pad(arg(args, 0), width(args, 1), arg(args, 2)), true
}

// crop is $crop(text, width): cut where it is wider.
func crop(v View, args []string) (string, bool) {
	return v.Text.Crop(arg(args, 0), width(args, 1)), true
}

// space is $space(n): n spaces.
func space(_ View, args []string) (string, bool) { return strings.Repeat(" ", width(args, 0)), true }
