package main

import (
	"errors"
	"fmt"

	"mud/cmd/mud/serverhalf"
	"mud/lua/load"
)

type checkCmd struct {
	Path string `arg:"" optional:"" help:"Scripts folder; without it the one of mud.toml."`
}

// Run loads all scripts in a scratch VM and prints what is wrong with them.
func (c checkCmd) Run() error {
	loader, err := loaderOf(c.Path)
	if err != nil {
		return err
	}
	report, err := loader.Check()
	var problems load.Problems
	if errors.As(err, &problems) {
		fmt.Println(problems.Below(fromHere(loader.Path)))
		return errors.New("the scripts have mistakes")
	}
	if err == nil {
		fmt.Println("No mistakes. " + report)
	}
	return err
}

// loaderOf loads the scripts of a folder, "" for the one of mud.toml, as the
// server would.
func loaderOf(path string) (*load.Loader, error) {
	cfg, err := settings()
	if err != nil {
		return nil, err
	}
	if path != "" {
		cfg.Scripts.Path = path
	}
	log, err := logger(cfg)
	if err != nil {
		return nil, err
	}
	return serverhalf.NewLoader(cfg, nil, log), nil
}
