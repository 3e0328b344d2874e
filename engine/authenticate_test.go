package engine_test

import (
	"testing"
	"time"

	"mud/cmd/mud/stage"
	"mud/engine"
	"mud/engine/account"
)

const sshKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0dGFYJoJwXjvrBVFhDxu7s1rHXcRYd4dZ1UIJ2CDQ7"

// TestAuthenticate: who comes by ssh goes through the same gate as all others.
func TestAuthenticate(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, nil)})
	ann := join(t, s, "Ann")
	hash, err := account.Hash("correct-horse-9")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Do(func(*engine.Engine) error { ann.Session().Account().SetHash(hash); return nil }); err != nil {
		t.Fatal(err)
	}
	ann.Type("@sshkey " + sshKey + " laptop")
	id := int64(ann.Session().Account().ID())
	ask := func(q engine.Authenticate) (account int64) {
		t.Helper()
		answer := make(chan int64, 2)
		q.Answer = func(account int64, _ string) { answer <- account }
		q.Address = "203.0.113.1"
		s.Engine.Post(q)
		for deadline := time.Now().Add(20 * time.Second); ; {
			s.Engine.Drain()
			select {
			case account := <-answer:
				return account
			default:
			}
			if time.Now().After(deadline) {
				t.Fatal("no answer comes")
			}
		}
	}
	for _, c := range []struct {
		what string
		q    engine.Authenticate
		want int64
	}{
		{"the key", engine.Authenticate{Name: "ann", Key: sshKey}, id},
		{"another key", engine.Authenticate{Name: "ann", Key: sshKey[:40]}, 0},
		{"another's key", engine.Authenticate{Name: "bob", Key: sshKey}, 0},
		{"the password", engine.Authenticate{Name: "ann", Password: "correct-horse-9"}, id},
		{"a wrong one", engine.Authenticate{Name: "ann", Password: "wrong"}, 0},
		{"none", engine.Authenticate{Name: "ann"}, 0},
		{"nobody's", engine.Authenticate{Name: "zoe", Password: "correct-horse-9"}, 0},
	} {
		if got := ask(c.q); got != c.want {
			t.Errorf("%s: account %d, want %d", c.what, got, c.want)
		}
	}
	sees(t, ann.Read(), "failed attempt to log in to your account from 203.0.113.1")
	for range 5 {
		ask(engine.Authenticate{Name: "ann", Password: "wrong"})
	}
	if got := ask(engine.Authenticate{Name: "ann", Password: "correct-horse-9"}); got != 0 {
		t.Error("after five wrong passwords the right one is taken")
	}
}

// TestArrived: a session whose protocol knows who it is arrives logged in
// (spec 2.2), and shows no first screen.
func TestArrived(t *testing.T) {
	s := open(t, stage.Options{Scripts: bed(t, nil)})
	ann := join(t, s, "Ann")
	id := int64(ann.Session().Account().ID())
	ann.HangUp()
	for account, in := range map[int64]bool{id: true, 999: false} {
		s.Engine.Post(engine.Connected{Sessid: 100 + account, Address: "192.0.2.1", Protocol: "ssh", Flags: map[string]any{}, Since: s.Clock.Now(), Account: account})
		s.Engine.Post(engine.Ready{Sessid: 100 + account})
		s.Engine.Drain()
		if got := s.Engine.Sessions.Get(100 + account); got.LoggedIn() != in || in && got.Puppet() == nil {
			t.Errorf("account %d: the session is %v", account, got)
		}
	}
}
