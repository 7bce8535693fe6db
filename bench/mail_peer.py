# The headers of the same mailbox by what Python has for it, which is what a user would write a script with:
#   build/release/bench/mail_bench 100000 --mbox /tmp/x.mbox && python3 bench/mail_peer.py /tmp/x.mbox
import email.utils
import mailbox
import resource
import sys
import time

start = time.time()
mails = 0
parties = set()
for mail in mailbox.mbox(sys.argv[1], create=False):
    mails += 1
    found = email.utils.getaddresses(mail.get_all('from', []) + mail.get_all('to', []) + mail.get_all('cc', []))
    parties.update(address for _, address in found)
    email.utils.parsedate_to_datetime(mail['date'])
    mail['message-id'], mail['references'], mail['list-id']
seconds = time.time() - start
print(f'{mails} mails, {len(parties)} addresses, {seconds:.1f} s, {60 * mails / seconds:.0f} mails a minute, '
      f'{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB')
