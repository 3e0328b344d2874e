package stance

import (
	"strings"
	"testing"
	"time"
)

type layout struct{}

func (layout) Pad(text string, width int, _ string) string {
	return text + strings.Repeat(".", max(0, width-len(text)))
}
func (layout) Crop(text string, width int) string { return text[:min(len(text), width)] }

// view is how one of ann, bob and eve sees a text about ann, in which "b" is bob.
func view(hearer string) View {
	who := map[string]string{"": "Ann", "b": "Bob"}
	return View{
		You:    func(key string) bool { return who[key] == hearer },
		Name:   func(key string) (string, bool) { n, ok := who[key]; return n, ok },
		Gender: func(key string) string { return map[string]string{"": "female", "b": "plural"}[key] },
		Text:   layout{},
	}
}

// TestFillEnds: calls that never end are text, however many there are.
func TestFillEnds(t *testing.T) {
	for _, text := range []string{strings.Repeat("$conj(", 50_000), strings.Repeat("$pad(x,", 50_000) + ")", strings.Repeat("$ ", 200_000) + "("} {
		start := time.Now()
		if got := Fill(text, view("Eve")); len(got) > len(text) {
			t.Errorf("%.20q… became %.40q…", text, got)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%.20q… took %v", text, took)
		}
	}
}

func TestFill(t *testing.T) {
	for _, tt := range []struct{ name, text, ann, bob, eve string }{
		{"nothing to fill", "It rains.", "It rains.", "It rains.", "It rains."},
		{"who does it", "$You() $conj(smile).", "You smile.", "Ann smiles.", "Ann smiles."},
		{"to whom", "$You() $conj(pass) it to $you(b).", "You pass it to Bob.", "Ann passes it to you.", "Ann passes it to Bob."},
		{"whose", "$Your() hat hits $your(b) nose.", "Your hat hits Bob's nose.", "Ann's hat hits your nose.", "Ann's hat hits Bob's nose."},
		{"pronouns", "$You() $conj(hurt) $pron(myself).", "You hurt yourself.", "Ann hurts herself.", "Ann hurts herself."},
		{"capital pronoun", "$Pron(you) $pconj(be) wet.", "You are wet.", "She is wet.", "She is wet."},
		{"plural pronoun", "$Pron(you,b) $pconj(be,b) wet.", "They are wet.", "You are wet.", "They are wet."},
		{"another's verb", "$You(b) $conj(try, b).", "Bob tries.", "You try.", "Bob tries."},
		{"a name always", "$obj(b) is there.", "Bob is there.", "Bob is there.", "Bob is there."},
		{"dollar sign", "It costs $$5, or $5.", "It costs $5, or $5.", "It costs $5, or $5.", "It costs $5, or $5."},
		{"no function", "$Nobody() $you", "$Nobody() $you", "$Nobody() $you", "$Nobody() $you"},
		{"nobody of that key", "$You(x) waves.", "$You(x) waves.", "$You(x) waves.", "$You(x) waves."},
		{"never ends", "$You( and on", "$You( and on", "$You( and on", "$You( and on"},
		{"nested", "$pad($You(),6)|", "You...|", "Ann...|", "Ann...|"},
		{"words", "$an(apple), $an(unicorn), $plural(wolf, 3), $plural(box,1)", "an apple, a unicorn, wolves, box", "an apple, a unicorn, wolves, box", "an apple, a unicorn, wolves, box"},
		{"crop and space", "[$crop(abcdef,3)$space(2)]", "[abc  ]", "[abc  ]", "[abc  ]"},
	} {
		for hearer, want := range map[string]string{"Ann": tt.ann, "Bob": tt.bob, "Eve": tt.eve} {
			if got := Fill(tt.text, view(hearer)); got != want {
				t.Errorf("%s: %s sees %q, want %q", tt.name, hearer, got, want)
			}
		}
	}
}

func TestThird(t *testing.T) {
	for verb, want := range map[string]string{
		"smile": "smiles", "catch": "catches", "try": "tries", "play": "plays", "go": "goes", "woo": "woos", "kiss": "kisses",
		"be": "is", "have": "has", "can": "can", "Have": "Has", "don't": "doesn't",
	} {
		if got := third(verb); got != want {
			t.Errorf("third(%q) = %q, want %q", verb, got, want)
		}
	}
}

func TestPlural(t *testing.T) {
	for noun, want := range map[string]string{
		"ball": "balls", "red box": "red boxes", "city": "cities", "Wolf": "Wolves", "sheep": "sheep", "": "", "day": "days",
	} {
		if got := Plural(noun); got != want {
			t.Errorf("Plural(%q) = %q, want %q", noun, got, want)
		}
	}
}

func FuzzFill(f *testing.F) {
	for _, seed := range []string{"$You() $conj(a,b", "$$", "$pad($pad($pad(a,9),9),9)", "$an()", "$crop(é,1)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		Fill(text, view("Ann"))
	})
}
