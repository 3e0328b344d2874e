package stance

import "strings"

// irregular are the verbs that no rule covers: with "you", and with "she".
var irregular = map[string][2]string{
	"be": {"are", "is"}, "are": {"are", "is"}, "is": {"are", "is"}, "am": {"are", "is"},
	"was": {"were", "was"}, "were": {"were", "was"},
	"have": {"have", "has"}, "has": {"have", "has"}, "do": {"do", "does"}, "does": {"do", "does"},
	"don't": {"don't", "doesn't"}, "aren't": {"aren't", "isn't"}, "haven't": {"haven't", "hasn't"},
}

// modal are the verbs that are the same for everybody.
var modal = map[string]bool{
	"can": true, "could": true, "may": true, "might": true, "must": true, "shall": true, "should": true,
	"will": true, "would": true, "ought": true, "can't": true, "won't": true,
}

// second is a verb as it goes with "you" and "they".
func second(verb string) string {
	if forms, ok := irregular[strings.ToLower(verb)]; ok {
		return like(verb, forms[0])
	}
	return verb
}

// third is a verb as it goes with "she": "smiles", "tries", "catches".
func third(verb string) string {
	low := strings.ToLower(verb)
	if forms, ok := irregular[low]; ok {
		return like(verb, forms[1])
	}
	if modal[low] {
		return verb
	}
	return withS(verb)
}

// like gives a word the capital letter of its model.
func like(model, word string) string {
	if model[0] >= 'A' && model[0] <= 'Z' {
		return capital(word)
	}
	return word
}

// withS is a word with the ending -s, -es or -ies.
func withS(word string) string {
	low := strings.ToLower(word)
	switch {
	case hasSuffix(low, "s", "x", "z", "ch", "sh", "o") && !hasSuffix(low, "oo"):
		return word + "es"
	case strings.HasSuffix(low, "y") && len(low) > 1 && !strings.ContainsRune("aeiou", rune(low[len(low)-2])):
		return word[:len(word)-1] + "ies"
	}
	return word + "s"
}

func hasSuffix(s string, endings ...string) bool {
	for _, e := range endings {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

// manyOf are the nouns that no rule covers.
var manyOf = map[string]string{
	"man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet", "tooth": "teeth",
	"goose": "geese", "mouse": "mice", "louse": "lice", "ox": "oxen", "sheep": "sheep", "fish": "fish", "deer": "deer",
	"knife": "knives", "life": "lives", "wife": "wives", "leaf": "leaves", "loaf": "loaves", "wolf": "wolves",
	"half": "halves", "shelf": "shelves", "thief": "thieves", "elf": "elves", "dwarf": "dwarves", "self": "selves",
}

// Plural is the plural of an English noun; of several words it is that of the
// last one: "wooden box" gives "wooden boxes".
func Plural(noun string) string {
	at := strings.LastIndexByte(noun, ' ') + 1
	word := noun[at:]
	if word == "" {
		return noun
	}
	if many, ok := manyOf[strings.ToLower(word)]; ok {
		return noun[:at] + like(word, many)
	}
	return noun[:at] + withS(word)
}

// Article is a word with "a" or "an" before it, by its first letter.
func Article(word string) string {
	low := strings.ToLower(word)
	switch {
	case hasPrefix(low, "hour", "honest", "honour", "honor", "heir"):
		return "an " + word
	case hasPrefix(low, "uni", "use", "eu", "one", "ut"):
		return "a " + word
	case low != "" && strings.IndexByte("aeiou", low[0]) >= 0:
		return "an " + word
	}
	return "a " + word
}

func hasPrefix(s string, beginnings ...string) bool {
	for _, b := range beginnings {
		if strings.HasPrefix(s, b) {
			return true
		}
	}
	return false
}
