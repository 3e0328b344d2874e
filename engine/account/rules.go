// Package account says who may have an account and who may log in: rules for
// names and passwords, password hashes, throttles and bans. Hashing is slow on
// purpose and is done by the engine's workers; all else is called on the game
// goroutine.
package account

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"mud/engine/guard"
	"mud/engine/object"
)

// The bounds of names and passwords, in characters.
const (
	MinName, MaxName         = 3, 30
	MinPassword, MaxPassword = 8, 256
)

// CheckName reports why a name cannot be taken, for the player (spec 2.4):
// letters, digits, spaces and a few marks, 3 to 30 characters, and none that
// differs only in case or spaces from one that exists.
func CheckName(w *object.World, name string) error {
	n := utf8.RuneCountInString(name)
	switch {
	case n < MinName || n > MaxName:
		return fmt.Errorf("A name has %d to %d characters; \"%s\" has %d.", MinName, MaxName, guard.Escape(name), n)
	case strings.IndexFunc(name, func(r rune) bool { return !nameRune(r) }) >= 0:
		return errors.New("A name is made of letters, digits, spaces and the marks ' . _ -")
	case !unicode.IsLetter([]rune(name)[0]):
		return errors.New("A name begins with a letter.")
	case w.AccountNamed(name) != nil:
		return fmt.Errorf("The name \"%s\" is taken. Choose another one, or connect if it is yours.", guard.Escape(name))
	}
	return nil
}

func nameRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || strings.ContainsRune(" '._-", r)
}

// CleanName takes surplus white space out of a name.
func CleanName(name string) string { return strings.Join(strings.Fields(name), " ") }

// CheckPassword reports why a password is no good, for the player.
func CheckPassword(name, password string) error {
	n := utf8.RuneCountInString(password)
	folded := strings.ToLower(password)
	switch {
	case n < MinPassword:
		return fmt.Errorf("A password has at least %d characters.", MinPassword)
	case n > MaxPassword:
		return fmt.Errorf("A password has at most %d characters.", MaxPassword)
	case strings.Contains(folded, object.FoldName(name)):
		return errors.New("A password must not contain the name.")
	case common[folded] || strings.Trim(folded, folded[:1]) == "" || digitsOnly(folded):
		return errors.New("That password is too easy to guess. Several words make a good one.")
	}
	return nil
}

func digitsOnly(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// common are passwords of eight characters and more that are tried first by
// whoever tries to get in.
var common = set(`password password1 password12 password123 passw0rd p@ssword p@ssw0rd qwertyui qwertyuiop
	qwerty123 qwerty12 1q2w3e4r 1q2w3e4r5t 1qaz2wsx zaq12wsx asdfghjk asdfghjkl abcd1234 abc12345 abcdefgh
	iloveyou sunshine princess football baseball superman batman123 trustno1 letmein1 letmein123 welcome1
	welcome123 whatever starwars computer internet dragon123 monkey123 master123 michelle jennifer corvette
	changeme changeme1 secret123 secretsecret testtest test1234 testpass adminadmin admin123 administrator
	hello123 hellohello qazwsxedc zxcvbnm1 zxcvbnm123 passpass passport pokemon1 charlie1 jordan23 liverpool
	chocolate butterfly elephant nintendo mypassword letmeinnow default1 guestguest`)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
