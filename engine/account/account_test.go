package account_test

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"mud/engine/access"
	"mud/engine/account"
	"mud/engine/journal"
	"mud/engine/object"
)

var now = time.Date(2030, 1, 1, 12, 0, 0, 0, time.UTC)

func world(t *testing.T, names ...string) *object.World {
	t.Helper()
	w := object.NewWorld(journal.New(), access.KnownFunc)
	for _, name := range names {
		if _, err := w.Create(object.Account, name, account.Typeclass, now); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// TestBans holds what a ban keeps out: names with wildcards, addresses by
// part, networks, and nothing that merely begins alike.
func TestBans(t *testing.T) {
	for _, c := range []struct {
		name    string
		ban     account.Ban
		out, in [][2]string // name and address
	}{
		{"a name", account.Ban{Name: "Old Tom"}, [][2]string{{"old  tom", "192.0.2.1"}, {"OLD TOM", "::1"}}, [][2]string{{"tom", "192.0.2.1"}, {"old tommy", ""}}},
		{"a wildcard", account.Ban{Name: "tom*"}, [][2]string{{"Tom", ""}, {"tommy", ""}}, [][2]string{{"atom", ""}}},
		{"one letter", account.Ban{Name: "t?m"}, [][2]string{{"tim", ""}}, [][2]string{{"tm", ""}, {"tiim", ""}}},
		{"an address", account.Ban{Address: "1.2.3.4"}, [][2]string{{"x", "1.2.3.4"}, {"x", "::ffff:1.2.3.4"}}, [][2]string{{"x", "1.2.3.45"}, {"x", "11.2.3.4"}, {"x", ""}}},
		{"the last part", account.Ban{Address: "1.2.3.*"}, [][2]string{{"x", "1.2.3.0"}, {"x", "1.2.3.255"}}, [][2]string{{"x", "1.2.30.1"}, {"x", "1.2.4.3"}}},
		{"a part within", account.Ban{Address: "1.*.3.4"}, [][2]string{{"x", "1.99.3.4"}}, [][2]string{{"x", "1.99.3.5"}}},
		{"a network", account.Ban{Address: "10.0.0.0/8"}, [][2]string{{"x", "10.255.1.2"}}, [][2]string{{"x", "11.0.0.1"}, {"x", "2001:db8::1"}}},
		{"an IPv6 address", account.Ban{Address: "2001:DB8:0:0::1"}, [][2]string{{"x", "2001:db8::1"}}, [][2]string{{"x", "2001:db8::11"}}},
		{"a part of an IPv6 address", account.Ban{Address: "2001:db8:0:0:*:*:*:*"}, [][2]string{{"x", "2001:db8::1"}, {"x", "2001:db8::a:b:c:d"}}, [][2]string{{"x", "2001:db8:1::1"}}},
		{"an IPv6 network", account.Ban{Address: "2001:db8::/32"}, [][2]string{{"x", "2001:db8:ffff::1"}}, [][2]string{{"x", "2001:db9::1"}, {"x", "1.2.3.4"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := world(t)
			if err := account.AddBan(w, c.ban); err != nil {
				t.Fatal(err)
			}
			for _, who := range c.out {
				if account.Banned(w, who[0], who[1]) == nil {
					t.Errorf("%q from %q is let in", who[0], who[1])
				}
			}
			for _, who := range c.in {
				if account.Banned(w, who[0], who[1]) != nil {
					t.Errorf("%q from %q is kept out", who[0], who[1])
				}
			}
			if err := account.RemoveBan(w, 1); err != nil || account.Banned(w, c.out[0][0], c.out[0][1]) != nil {
				t.Errorf("it cannot be lifted: %v", err)
			}
		})
	}
}

func TestBadBans(t *testing.T) {
	for name, b := range map[string]account.Ban{
		"nothing": {}, "everybody by name": {Name: "*"}, "everybody by address": {Address: "*.*.*.*"}, "a class of letters": {Name: "t[io]m"},
		"part of an address": {Address: "1.2"}, "too big a part": {Address: "1.2.3.444"}, "a bad network": {Address: "10.0.0.0/99"},
	} {
		t.Run(name, func(t *testing.T) {
			w := world(t)
			if err := account.AddBan(w, b); err == nil || len(account.Bans(w)) != 0 {
				t.Errorf("it was taken (%v): %v", err, account.Bans(w))
			}
		})
	}
	if err := account.RemoveBan(world(t), 1); err == nil {
		t.Error("a ban that is not there was lifted")
	}
}

func TestShapedLikeAddress(t *testing.T) {
	for text, want := range map[string]bool{
		"1.2.3.4": true, "1.2.3.*": true, "10.0.0.0/8": true, "::1": true, "2001:db8::/32": true, "tom": false, "tom*": false, "*": false, "Agent 47": false,
	} {
		if account.ShapedLikeAddress(text) != want {
			t.Errorf("%q: want %v", text, want)
		}
	}
}

// service is a gate with limits of 3 failed logins an address and 5 a name.
func service(t *testing.T, names ...string) (*account.Service, *strings.Builder) {
	t.Helper()
	var log strings.Builder
	return &account.Service{
		World:     world(t, names...),
		Logins:    account.Throttle{What: "failed logins", Limit: 3, Window: time.Minute},
		Names:     account.Throttle{What: "failed logins with that name", Limit: 5, Window: time.Minute},
		Creations: account.Throttle{What: "new accounts", Limit: 1, Window: time.Minute},
		Log:       slog.New(slog.NewTextHandler(&log, nil)),
	}, &log
}

// TestGuessing holds that guesses are counted by address and by name (row 29 of
// the users' pains), and that each and each lockout is one line of the log with
// address, name and reason (row 36).
func TestGuessing(t *testing.T) {
	s, log := service(t, "Ann")
	ann := s.World.AccountNamed("Ann")
	if err := s.Looked(ann, "192.0.2.9", "Ann", true, now); err != nil {
		t.Fatal(err)
	}
	wrong := func(address, name string) {
		t.Helper()
		if err := s.Looked(ann, address, name, false, now); !errors.Is(err, account.ErrCredentials) {
			t.Errorf("a wrong password of %s is answered with %v", address, err)
		}
	}
	for range 3 {
		if err := s.MayTry("192.0.2.1", "Ann", now); err != nil {
			t.Fatal(err)
		}
		wrong("192.0.2.1", "Ann")
	}
	for _, right := range []bool{true, false} { // more that were looked at together with them
		if err := s.Looked(ann, "192.0.2.1", "Ann", right, now); err == nil || !strings.Contains(err.Error(), "Try again in") {
			t.Errorf("the fourth guess, right %v, is told %v", right, err)
		}
	}
	if err := s.MayTry("192.0.2.1", "Bob", now); err == nil || !strings.Contains(err.Error(), "Try again in 1m0s") {
		t.Errorf("the address is told %v", err)
	}
	if err := s.MayTry("192.0.2.2", "Ann", now); err != nil {
		t.Errorf("another address is told %v", err)
	}
	wrong("192.0.2.2", "ann")
	wrong("192.0.2.3", "ANN")
	if err := s.MayTry("192.0.2.4", "Ann", now); err == nil || !strings.Contains(err.Error(), "with that name") {
		t.Errorf("a fresh address that tries the name is told %v", err)
	}
	if err := s.MayTry("192.0.2.9", "Ann", now); err != nil {
		t.Errorf("the owner at the usual address is told %v", err)
	}
	if err := s.MayTry("192.0.2.1", "Ann", now.Add(time.Minute)); err != nil {
		t.Errorf("after the window the address is told %v", err)
	}
	for text, want := range map[string]int{
		`msg="login failed" why="wrong name or password" account=Ann address=192.0.2.1`:                   3,
		`msg="login refused" why="too many failed logins from the address" account=Bob address=192.0.2.1`: 1,
		`msg="login refused" why="too many failed logins from the address" account=Ann address=192.0.2.1`: 2,
		`msg="login refused" why="too many failed logins with the name" account=Ann address=192.0.2.4`:    1,
	} {
		if n := strings.Count(log.String(), text); n != want {
			t.Errorf("%d lines with %q, want %d:\n%s", n, text, want, log)
		}
	}
}

// TestBannedAtTheDoor holds that a banned account or address is told why and is
// logged, and that no superuser is ever locked out.
func TestBannedAtTheDoor(t *testing.T) {
	s, log := service(t, "Ann", "Root")
	s.World.AccountNamed("Root").SetSuperuser(true)
	if err := account.AddBan(s.World, account.Ban{Address: "192.0.2.*", Reason: "spam|r"}); err != nil {
		t.Fatal(err)
	}
	if err := s.MayTry("192.0.2.1", "Ann", now); err == nil || !strings.Contains(err.Error(), "The reason given: spam||r") {
		t.Errorf("Ann is told %v", err)
	}
	if err := s.MayTry("192.0.2.1", "Root", now); err != nil {
		t.Errorf("the superuser is told %v", err)
	}
	if err := s.MayCreate("192.0.2.1", "Bob", "correct-horse-9", now); err == nil {
		t.Error("a banned address may make an account")
	}
	if _, err := s.Guest("192.0.2.1", "Guest One", now); err == nil {
		t.Error("a banned address may come as a guest")
	}
	for _, text := range []string{`msg="login refused" why=banned account=Ann address=192.0.2.1`, `msg="account refused" why=banned account=Bob`, `msg="guest refused"`} {
		if !strings.Contains(log.String(), text) {
			t.Errorf("the log lacks %q:\n%s", text, log)
		}
	}
}

// TestRules holds the rules for names and passwords (spec 2.4).
func TestRules(t *testing.T) {
	w := world(t, "Old Tom")
	for name, ok := range map[string]bool{
		"Ann": true, "Émile": true, "Old Tim": true, "O'Hara-2": true, "al": false, "an\x01x": false, "Ann!": false, "OLD  tom": false, "9lives": false,
		strings.Repeat("x", 30): true, strings.Repeat("x", 31): false,
	} {
		if err := account.CheckName(w, account.CleanName(name)); (err == nil) != ok {
			t.Errorf("the name %q: %v", name, err)
		}
	}
	for password, ok := range map[string]bool{
		"correct horse": true, "short": false, "password1": false, "12345678": false, "aaaaaaaaa": false, "my-ann-is-9": false, strings.Repeat("xy", 200): false,
	} {
		if err := account.CheckPassword("Ann", password); (err == nil) != ok {
			t.Errorf("the password %q: %v", password, err)
		}
	}
}

// TestThrottle holds the limits of an address: a creation more than allowed is
// refused and logged, others are not concerned, memory is bounded.
func TestThrottle(t *testing.T) {
	s, log := service(t)
	if _, err := s.Create("192.0.2.1", "Ann", "hash", now); err != nil {
		t.Fatal(err)
	}
	if err := s.MayCreate("192.0.2.1", "Bob", "correct-horse-9", now); err == nil {
		t.Error("a second account was allowed")
	}
	if err := s.MayCreate("192.0.2.2", "Bob", "correct-horse-9", now); err != nil {
		t.Errorf("another address is told %v", err)
	}
	if _, err := s.Create("2001:db8:1:2::1", "Cid", "hash", now); err != nil {
		t.Fatal(err)
	}
	if err := s.MayCreate("2001:db8:1:2:ffff::9", "Dee", "correct-horse-9", now); err == nil {
		t.Error("a second account was allowed to the same network of IPv6")
	}
	if err := s.MayCreate("2001:db8:1:3::1", "Dee", "correct-horse-9", now); err != nil {
		t.Errorf("another network is told %v", err)
	}
	if !strings.Contains(log.String(), `msg="account refused" why="too many new accounts" account=Bob address=192.0.2.1`) {
		t.Errorf("it is not logged:\n%s", log)
	}
	off := account.Throttle{Window: time.Minute}
	for range 10 {
		off.Count("192.0.2.1", now)
	}
	if err := off.Refuse("192.0.2.1", now); err != nil {
		t.Errorf("with a limit of 0 it says %v", err)
	}
}
