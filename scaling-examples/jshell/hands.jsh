// For typing: answers are shown whole, a table as a table.
/set mode scaling normal -command
/set truncation scaling 100000
/set feedback scaling
